package dev.carillon.protocol.phoenix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.testkit.ws.RawWebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The order of replies, acknowledgements and broadcasts while many sockets push at full speed. */
class OrderIT {
  private static final int CLIENTS = 8;
  private static final int EACH = 150;
  private static final Pattern FRAME =
      Pattern.compile(".*\"(phx_reply|acknowledged|committed)\",.*\"seq\":(\\d+).*");

  private final PhoenixServer server = new PhoenixServer();
  private final List<RawWebSocket> clients = new ArrayList<>();

  /** What a socket heard: of which kind, and which commit. */
  private record Heard(String kind, long sequence) {}

  @AfterEach
  void close() {
    clients.forEach(RawWebSocket::close);
    server.close();
  }

  @Test
  void replyAcknowledgementAndBroadcastComeInThisOrderAndAllSeeOneOrder() throws Exception {
    for (int i = 0; i < CLIENTS; i++) {
      RawWebSocket client = server.connect();
      clients.add(client);
      client.send("[\"1\",\"1\",\"room:1\",\"phx_join\",{}]");
      assertThat(client.nextText()).contains("phx_reply");
      assertThat(client.nextText()).contains("welcome");
    }

    List<List<Heard>> all = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<Heard>>> reading =
          clients.stream().map(client -> threads.submit(() -> hear(client))).toList();
      for (int i = 0; i < EACH; i++) {
        String push = "[\"1\",\"" + (i + 2) + "\",\"room:1\",\"commit\",{}]";
        clients.forEach(client -> client.send(push));
      }
      for (Future<List<Heard>> each : reading) {
        all.add(each.get());
      }
    }

    List<Long> inOrder = LongStream.rangeClosed(1, CLIENTS * EACH).boxed().toList();
    for (List<Heard> heard : all) {
      assertThat(sequences(heard, "committed")).isEqualTo(inOrder);
      List<Long> own = sequences(heard, "phx_reply");
      assertThat(own).hasSize(EACH).isSorted();
      assertThat(sequences(heard, "acknowledged")).isEqualTo(own);
      for (long sequence : own) {
        assertThat(heard.stream().filter(each -> each.sequence() == sequence).map(Heard::kind))
            .containsExactly("phx_reply", "acknowledged", "committed");
      }
    }
  }

  private static List<Heard> hear(RawWebSocket client) {
    List<Heard> heard = new ArrayList<>();
    while (heard.size() < CLIENTS * EACH + 2 * EACH) {
      Matcher frame = FRAME.matcher(client.nextText());
      assertThat(frame.matches()).isTrue();
      heard.add(new Heard(frame.group(1), Long.parseLong(frame.group(2))));
    }
    return heard;
  }

  private static List<Long> sequences(List<Heard> heard, String kind) {
    return heard.stream().filter(each -> each.kind().equals(kind)).map(Heard::sequence).toList();
  }
}
