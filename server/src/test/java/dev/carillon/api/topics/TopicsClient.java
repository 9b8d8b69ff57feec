package dev.carillon.api.topics;

import dev.carillon.core.session.Admission;
import dev.carillon.core.session.CloseReason;
import dev.carillon.core.session.Session;
import dev.carillon.testkit.FakeLoop;
import dev.carillon.testkit.RecorderLink;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** One client of a {@link TopicsWorld}. In what it says and hears ' stands for ". */
final class TopicsClient {
  private final TopicsWorld world;
  private final FakeLoop loop;
  private final @Nullable String subprotocol;
  private final Queue<byte[]> waiting = new ArrayDeque<>();
  final RecorderLink link;
  final Session session;

  TopicsClient(TopicsWorld world, FakeLoop loop, Admission.Accepted accepted) {
    this.world = world;
    this.loop = loop;
    this.subprotocol = accepted.subprotocol();
    this.link = new RecorderLink(loop);
    this.session = accepted.session().apply(link);
    loop.run(session::receiveOpen);
  }

  @Nullable String subprotocol() {
    return subprotocol;
  }

  String connectionId() {
    return ((TopicsSession) session).connectionId();
  }

  /** Sends a frame; the world stands still. */
  void say(String frame) {
    waiting.add(frame.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  /** Sends a frame, lets the world turn, and gives what came back. */
  List<String> hears(String frame) {
    say(frame);
    return hears();
  }

  /** Lets the world turn, and gives what came. */
  List<String> hears() {
    world.run();
    return link.takeTexts().stream().map(text -> text.replace('"', '\'')).toList();
  }

  /** As {@link #hears}, without the timestamps. */
  List<String> gist(String frame) {
    return hears(frame).stream().map(TopicsClient::withoutTime).toList();
  }

  List<String> gist() {
    return hears().stream().map(TopicsClient::withoutTime).toList();
  }

  static String withoutTime(String text) {
    return text.replaceAll(",'timestamp':'[^']*'", "");
  }

  @Nullable CloseReason closed() {
    return link.closeReason();
  }

  /** The connection goes away. */
  void vanish() {
    loop.run(() -> session.receiveEnd(CloseReason.NORMAL));
    world.clients.remove(this);
    world.run();
  }

  void tick() {
    loop.run(() -> session.onTick(world.clock.millis()));
  }

  boolean deliverWaiting() {
    boolean any = false;
    while (!waiting.isEmpty() && !link.isPaused() && link.closeReason() == null) {
      byte[] frame = waiting.remove();
      loop.run(() -> session.receiveText(frame, 0, frame.length, world.clock.nanos()));
      any = true;
    }
    return any;
  }
}
