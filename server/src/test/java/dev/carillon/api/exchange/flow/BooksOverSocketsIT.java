package dev.carillon.api.exchange.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.api.exchange.BookReader;
import dev.carillon.api.exchange.format.SeedExamples;
import dev.carillon.app.AnyNodes;
import dev.carillon.app.TestServer;
import dev.carillon.testkit.Await;
import dev.carillon.testkit.ws.LiveClient;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Some seconds of the demo's own markets over real sockets: books as HTTP tells them, too. */
@AnyNodes
class BooksOverSocketsIT {
  private static final List<Integer> DEPTHS = List.of(1, 5, 10, 20, 50, 100, 500);
  private static final int FINALS = 20;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final TestServer server = TestServer.start(Map.of("CARILLON_DEMO_MARKETS", "true"));
  private final HttpClient http = HttpClient.newHttpClient();

  /** A client of one book, and how much of what it heard it has looked at. */
  private static final class Reader {
    final int depth;
    final LiveClient client;
    final BookReader book = new BookReader();
    int read;

    Reader(int depth, LiveClient client) {
      this.depth = depth;
      this.client = client;
    }

    /** Looks at what was heard, until the book has come to that sequence. */
    boolean reads(long sequence) {
      List<String> heard = client.heard();
      while (read < heard.size() && book.sequence() < sequence) {
        book.hears(SeedExamples.parse(heard.get(read)));
        read++;
      }
      return book.sequence() >= sequence;
    }
  }

  @AfterEach
  void stop() {
    http.close();
    server.close();
  }

  @Test
  void clientsHoldTheBooksThatHttpTells() {
    List<Reader> readers = new ArrayList<>();
    for (int depth : DEPTHS) {
      LiveClient client = LiveClient.connect(http, server.webSocketUrl("/exchange/ws"));
      client.say(
          "{\"method\":\"subscribe\",\"params\":{\"channel\":\"orderbook\","
              + "\"symbol\":\"BTC/USDT\",\"depth\":"
              + depth
              + "}}");
      readers.add(new Reader(depth, client));
    }
    for (int round = 0; round < 3; round++) {
      int finals = (round + 1) * FINALS;
      for (Reader reader : readers) {
        Await.until(() -> reader.reads(Long.MAX_VALUE) || reader.book.finals() >= finals, LIMIT);
        compare(reader);
      }
    }
    readers.forEach(reader -> reader.client.close());
  }

  private void compare(Reader reader) {
    JsonNode told = told(reader);
    long sequence = told.get("sequence").asLong();
    Await.until(() -> reader.reads(sequence), LIMIT);

    assertThat(reader.book.sequence()).isEqualTo(sequence);
    assertThat(reader.book.text())
        .isEqualTo(levels(told.get("bids")) + " | " + levels(told.get("asks")));
  }

  /** By the node that the reader is on: each numbers what it tells, and says so by the epoch. */
  private JsonNode told(Reader reader) {
    String path = "/api/exchange/orderbook?symbol=BTC/USDT&depth=" + reader.depth;
    JsonNode told;
    do {
      told = SeedExamples.parse(server.get(path, "").body()).get("data");
    } while (!reader.book.isOf(told.get("epoch").asString()));
    return told;
  }

  private static String levels(JsonNode side) {
    return side.valueStream()
        .map(level -> level.get(0).asString() + "x" + level.get(1).asString())
        .collect(Collectors.joining(" "));
  }
}
