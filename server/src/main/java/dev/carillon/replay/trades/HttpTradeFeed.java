package dev.carillon.replay.trades;

import dev.carillon.json.Json;
import dev.carillon.json.JsonException;
import dev.carillon.json.JsonObject;
import dev.carillon.json.JsonWriter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /api/feeds/trades} of a server. What it has no room for is sent again; what it
 * refuses is counted, but a pair that takes no trades ends the replay.
 */
final class HttpTradeFeed implements TradeFeed, AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final long BUSY_MILLIS = 200;
  private static final int TRIES = 100;
  private static final int TOLD = 3;
  private static final String BUSY = "BUSY";

  /** Every trade would hear the same. */
  private static final Set<String> HOPELESS =
      Set.of("INVALID_SYMBOL", "UNKNOWN_SYMBOL", "FED_PAIR");

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(LIMIT).build();
  private final URI url;
  private final String symbol;
  private final @Nullable String token;
  private final Pace pace;
  private final List<String> refusals = new ArrayList<>();
  private long refused;

  /**
   * @param server such as {@code http://localhost:3000}
   * @param token an access token or an API key; null: none
   */
  HttpTradeFeed(URI server, String symbol, @Nullable String token, Pace pace) {
    this.url = URI.create(server.toString().replaceAll("/+$", "") + "/api/feeds/trades");
    this.symbol = symbol;
    this.token = token;
    this.pace = pace;
  }

  /** How many trades were refused. */
  long refused() {
    return refused;
  }

  /** The first of them and why, a line each. */
  List<String> refusals() {
    return refusals;
  }

  @Override
  public void send(List<Played> trades) {
    List<Played> left = trades;
    for (int tries = 0; !left.isEmpty(); tries++) {
      if (tries == TRIES) {
        throw stopped(left, "the server has no room (expected: that it takes trades)");
      }
      HttpResponse<byte[]> answer = post(left);
      switch (answer.statusCode()) {
        case 200 -> left = results(left, answer.body());
        case 429, 503 -> pace.pause(retryMillis(answer));
        default -> throw stopped(left, answer.statusCode() + " " + error(answer.body()));
      }
    }
  }

  private HttpResponse<byte[]> post(List<Played> trades) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url)
            .timeout(LIMIT)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(json -> write(json, trades))));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw stopped(trades, "no answer: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw stopped(trades, "interrupted");
    }
  }

  private void write(JsonWriter json, List<Played> trades) {
    json.beginObject().name("trades").beginArray();
    for (Played played : trades) {
      FileTrade trade = played.trade();
      json.beginObject()
          .field("symbol", symbol)
          .field("price", trade.price())
          .field("quantity", trade.quantity())
          .field("side", trade.buy() ? "buy" : "sell");
      if (played.timeMillis() != 0) {
        json.field("timestamp", played.timeMillis());
      }
      json.endObject();
    }
    json.endArray().endObject();
  }

  /** Those that have to be sent again. */
  private List<Played> results(List<Played> sent, byte[] body) {
    List<JsonObject> results =
        parsed(sent, body)
            .optionalObject("data")
            .flatMap(data -> data.optionalObjects("results"))
            .orElse(List.of());
    if (results.size() != sent.size()) {
      throw stopped(sent, "an answer for " + results.size() + " trades");
    }
    List<Played> again = new ArrayList<>();
    for (int i = 0; i < sent.size(); i++) {
      String code = results.get(i).optionalString("code").orElse("");
      if (code.equals(BUSY)) {
        again.add(sent.get(i));
      } else if (!code.isEmpty()) {
        refuse(sent.subList(i, sent.size()), code, results.get(i));
      }
    }
    if (!again.isEmpty()) {
      pace.pause(BUSY_MILLIS);
    }
    return again;
  }

  private void refuse(List<Played> from, String code, JsonObject result) {
    String message = result.optionalString("message").orElse("");
    // The line of the file says which; its place in the request is no one's business.
    String why = code + ": " + message.replaceFirst("^trades\\[\\d+]\\.", "");
    if (HOPELESS.contains(code)) {
      throw stopped(from, why);
    }
    refused++;
    if (refusals.size() < TOLD) {
      refusals.add("line " + from.getFirst().trade().line() + ": " + why);
    }
  }

  private JsonObject parsed(List<Played> sent, byte[] body) {
    try {
      return Json.object(body);
    } catch (JsonException e) {
      throw stopped(sent, "no JSON (expected: the answer of a Carillon)");
    }
  }

  private static String error(byte[] body) {
    try {
      return Json.object(body)
          .optionalObject("error")
          .map(error -> error.string("code") + ": " + error.string("message"))
          .orElse("");
    } catch (JsonException _) {
      return "(expected: the answer of a Carillon)";
    }
  }

  private static long retryMillis(HttpResponse<byte[]> answer) {
    try {
      return 1_000 * answer.headers().firstValueAsLong("Retry-After").orElse(1);
    } catch (NumberFormatException _) {
      return 1_000;
    }
  }

  private TradeReplayException stopped(List<Played> unsent, String why) {
    return new TradeReplayException(
        url
            + ": "
            + why
            + "; the trades from line "
            + unsent.getFirst().trade().line()
            + " on were"
            + " not taken, or nobody knows");
  }

  @Override
  public void close() {
    http.close();
  }
}
