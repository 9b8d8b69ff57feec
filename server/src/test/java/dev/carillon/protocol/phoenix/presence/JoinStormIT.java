package dev.carillon.protocol.phoenix.presence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.protocol.phoenix.PhoenixServer;
import dev.carillon.testkit.ws.RawWebSocket;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many who join one topic at once, over real sockets. */
class JoinStormIT {
  private static final int MEMBERS = 1_000;
  private static final int MAX_FRAMES = 100;
  private static final Pattern KEY = Pattern.compile("\"m(\\d+)\":\\{\"metas\"");

  private final PhoenixServer server = new PhoenixServer();
  private final List<RawWebSocket> clients = new ArrayList<>();

  @AfterEach
  void close() {
    clients.forEach(RawWebSocket::close);
    server.close();
  }

  @Test
  void aThousandWhoJoinAtOnceCostEachMemberUnderAHundredFrames() throws Exception {
    for (int i = 0; i < MEMBERS; i++) {
      clients.add(server.connect());
    }
    List<Callable<Integer>> readers = new ArrayList<>();
    for (RawWebSocket client : clients) {
      readers.add(() -> framesUntilAllAreKnown(client));
    }

    List<Integer> frames = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> counts = readers.stream().map(threads::submit).toList();
      for (int i = 0; i < MEMBERS; i++) {
        clients.get(i).send("[\"1\",\"1\",\"hall:1\",\"phx_join\",{\"as\":\"m%d\"}]".formatted(i));
      }
      for (Future<Integer> count : counts) {
        frames.add(count.get());
      }
    }

    // The reply and presence_state at least.
    assertThat(frames).hasSize(MEMBERS).allMatch(count -> count >= 2 && count < MAX_FRAMES);
  }

  /** How many frames a member has heard when it knows all who are there, and nothing is left. */
  private static int framesUntilAllAreKnown(RawWebSocket client) {
    BitSet known = new BitSet(MEMBERS);
    int frames = 0;
    while (known.cardinality() < MEMBERS) {
      Matcher key = KEY.matcher(client.nextText());
      while (key.find()) {
        known.set(Integer.parseInt(key.group(1)));
      }
      frames++;
    }
    client.send("[null,\"2\",\"phoenix\",\"heartbeat\",{}]");
    while (!client.nextText().startsWith("[null,\"2\",\"phoenix\"")) {
      frames++;
    }
    return frames;
  }
}
