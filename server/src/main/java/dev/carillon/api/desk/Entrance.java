package dev.carillon.api.desk;

import dev.carillon.api.desk.feed.DeskFeed;
import dev.carillon.api.desk.feed.Start;
import dev.carillon.api.desk.feed.Wish;
import dev.carillon.core.hub.Interest;
import dev.carillon.core.topic.Topic;
import java.util.List;
import java.util.function.Consumer;

/**
 * The way into channels: how things stand at one moment, and all that is told after it. Used once,
 * on the connection's loop.
 *
 * <p>The interest is raised first, so that there is something to hear; then whoever tells is asked
 * how things stand, and has the rest done on the loop in line with what it tells: what was told
 * before has been delivered then, what is told next has not. So all channels of a request begin at
 * that moment, without a gap and without a history to be read.
 */
final class Entrance {
  private final DeskSession session;
  private final List<Wish> wishes;
  private final List<Topic> topics;

  Entrance(DeskSession session, List<Wish> wishes) {
    this.session = session;
    this.wishes = List.copyOf(wishes);
    this.topics =
        wishes.stream().flatMap(wish -> wish.channel().topics(session.owner()).stream()).toList();
  }

  /**
   * Asks.
   *
   * @param then is given what becomes of each wish; on the loop, unless the connection has ended
   * @return false: the desk can't be asked now, and nobody is told anything
   */
  boolean ask(Consumer<List<Start>> then) {
    DeskPorts ports = session.api().ports();
    DeskFeed feed = ports.feed();
    String owner = session.owner();
    topics.forEach(interest()::raise);
    Consumer<List<Start>> inLine =
        starts -> session.shard().run(() -> enter(List.copyOf(starts), then));
    if (wishes.stream().noneMatch(wish -> wish.channel().isOfDesk())) {
      feed.system().start(wishes, inLine);
      return true;
    }
    boolean asked = ports.engine().read(view -> feed.start(view, owner, wishes, inLine));
    if (!asked) {
      topics.forEach(interest()::lower);
    }
    return asked;
  }

  private void enter(List<Start> starts, Consumer<List<Start>> then) {
    if (!session.isLeaving()) {
      then.accept(starts);
    }
    // Only now: who has entered has raised it by themselves.
    topics.forEach(interest()::lower);
  }

  private Interest interest() {
    return session.api().ports().feed().interest();
  }
}
