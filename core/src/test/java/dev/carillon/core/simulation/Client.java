package dev.carillon.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.bus.Event;
import dev.carillon.core.bus.Offset;
import dev.carillon.core.bus.SharedLog;
import dev.carillon.core.hub.Delivery;
import dev.carillon.core.hub.Frame;
import dev.carillon.core.hub.Shard;
import dev.carillon.core.hub.Subscription;
import dev.carillon.core.session.Outbox;
import dev.carillon.testkit.RecorderLink;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A client that recovers: it keeps the offset of the last event, comes back with it to any node,
 * and believes that it has everything since it was last told that it may not.
 */
final class Client {
  private static final String GAP = "gap";

  private final long id;
  private final World world;
  private @Nullable Server server;
  private @Nullable RecorderLink link;
  private @Nullable Subscription logged;
  private @Nullable Subscription unlogged;
  private int connection;

  /** The connection over which it was last told that it may lack some. */
  private int toldOn;

  /** From here on it believes to have everything. */
  private Offset since = new Offset(0, 0);

  private Offset cursor = new Offset(0, 0);

  /** How each publication came. */
  private final Map<String, Had> had = new HashMap<>();

  /** What it was told that it may lack. */
  private final Set<String> excused = new HashSet<>();

  /** The newest of each publisher that came live over this connection. */
  private final Map<String, Integer> newest = new HashMap<>();

  private record Had(int connection, @Nullable Offset offset) {}

  Client(long id, World world) {
    this.id = id;
    this.world = world;
  }

  @Nullable Server server() {
    return server;
  }

  void connect(Server to) {
    server = to;
    connection++;
    newest.clear();
    RecorderLink way = new RecorderLink(to.loop);
    link = way;
    Outbox outbox = new Outbox(id, way, 1 << 30);
    Subscription.Options options =
        new Subscription.Options(
            Server::encode,
            Delivery.ALL,
            null,
            null,
            place -> outbox.offer(Frame.text(GAP + '|' + place)));
    Shard.Recovery recovery = to.shard().recover(outbox, Server.LOGGED, options, cursor, 0);
    logged = recovery.subscription();
    unlogged =
        to.shard().subscribe(outbox, Server.VOLATILE, Subscription.Options.all(Server::encode));
    if (recovery.recovered()) {
      for (Event event : recovery.missed()) {
        take(Server.encode(event).payloadText(), false);
      }
    } else {
      told(recovery.subscription().from());
    }
  }

  /**
   * Whether it has what none of these nodes has heard: were that lost now and its places given to
   * others, nobody but this client could know.
   */
  boolean isAheadOf(List<Server> servers) {
    return servers.stream().noneMatch(each -> !isAfter(cursor, each.hub.head()));
  }

  /** Whether it has what is after a place in the same epoch. */
  boolean isAfter(Offset place) {
    return cursor.epoch() == place.epoch() && isAfter(cursor, place);
  }

  /** What was not read is lost with the connection. */
  void disconnect() {
    if (server != null && logged != null && unlogged != null && server.isAlive()) {
      server.shard().unsubscribe(logged);
      server.shard().unsubscribe(unlogged);
    }
    server = null;
    link = null;
  }

  /**
   * Reads all that came.
   *
   * @param ordered whether one node's publications come in their order, whoever published
   */
  void read(boolean ordered) {
    if (link != null) {
      for (String text : link.takeTexts()) {
        if (text.startsWith(GAP)) {
          told(Offset.parse(text.substring(GAP.length() + 1)).orElseThrow());
        } else {
          take(text, true);
          checkOrder(text, ordered);
        }
      }
    }
  }

  private void told(Offset place) {
    if (server != null) {
      excused.addAll(server.handedOn());
    }
    for (SharedLog.Entry entry : world.log.everything()) {
      if (!isAfter(entry.offset(), place)) {
        excused.add(World.nameOf(entry));
      }
    }
    toldOn = connection;
    since = place;
    cursor = place;
  }

  private void take(String text, boolean live) {
    String[] parts = text.split("\\|", -1);
    String publication = parts[1] + '|' + parts[2];
    Offset offset = parts[3].isEmpty() ? null : Offset.parse(parts[3]).orElseThrow();
    Had before = had.put(publication, new Had(connection, offset));
    assertThat(before == null || mayComeAgain(before, publication, offset))
        .as("client %s had %s before as %s, live %s", id, text, before, live)
        .isTrue();
    if (offset != null) {
      assertThat(offset.epoch()).as("%s after %s", text, cursor).isEqualTo(cursor.epoch());
      assertThat(offset.sequence()).as(text).isGreaterThan(cursor.sequence());
      cursor = offset;
    }
  }

  /**
   * Only over another connection, and only if it may lack some or the place is another. Of the same
   * epoch one place only: but as long as nobody noticed that the log lost one, it may have another.
   */
  private boolean mayComeAgain(Had before, String publication, @Nullable Offset offset) {
    Offset earlier = before.offset();
    if (before.connection() == connection) {
      return false;
    }
    return earlier == null
        || offset == null
        || earlier.epoch() != offset.epoch()
        || toldOn > before.connection()
        || world.isLost(publication, earlier)
        || world.isLost(publication, offset);
  }

  private void checkOrder(String text, boolean ordered) {
    String[] parts = text.split("\\|", -1);
    int number = Integer.parseInt(parts[2]);
    Integer last = newest.put(parts[1], number);
    boolean own = server != null && server.cluster.self().equals(parts[1]);
    if (last != null && (own || ordered)) {
      assertThat(number).as("%s to client %s", text, id).isGreaterThan(last);
    }
  }

  private static boolean isAfter(Offset offset, Offset place) {
    return offset.epoch() > place.epoch()
        || (offset.epoch() == place.epoch() && offset.sequence() > place.sequence());
  }

  /** Nothing is missing of what it believes to have, and its places are the log's. */
  void checkWhole() {
    assertThat(cursor.epoch()).as("client %s", id).isEqualTo(world.log.head().epoch());
    had.forEach((publication, as) -> {
      if (as.connection() >= toldOn && as.offset() != null && isAfter(as.offset(), since)) {
        assertThat(world.isLost(publication, as.offset()))
            .as("client %s has %s of %s, which nobody noticed to be lost", id, publication, as)
            .isFalse();
      }
    });
    for (SharedLog.Entry entry : world.log.surviving()) {
      String publication = World.nameOf(entry);
      if (isAfter(entry.offset(), since) && !excused.contains(publication)) {
        assertThat(had)
            .as("client %s lacks %s of %s since %s", id, publication, entry.offset(), since)
            .containsKey(publication);
      }
    }
  }
}
