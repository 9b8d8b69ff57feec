package dev.carillon.replay.recording;

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
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The route of a server that takes a kind of data. What it has no room for is sent again; what it
 * refuses is counted, but a refusal that all would hear ends the replay.
 */
final class HttpFeed implements Feed, AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final long BUSY_MILLIS = 200;
  private static final int TRIES = 100;
  private static final int TOLD = 3;
  private static final String BUSY = "BUSY";

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(LIMIT).build();
  private final URI url;
  private final Kind kind;
  private final @Nullable String token;
  private final Pace pace;
  private final List<String> refusals = new ArrayList<>();
  private long refused;

  /**
   * @param server such as {@code http://localhost:3000}
   * @param token an access token or an API key; null: none
   */
  HttpFeed(URI server, Kind kind, @Nullable String token, Pace pace) {
    this.url = URI.create(server.toString().replaceAll("/+$", "") + kind.path());
    this.kind = kind;
    this.token = token;
    this.pace = pace;
  }

  /** How many items were refused. */
  long refused() {
    return refused;
  }

  /** The first of them and why, a line each. */
  List<String> refusals() {
    return refusals;
  }

  @Override
  public void send(List<Played> items) {
    List<Played> left = items;
    for (int tries = 0; !left.isEmpty(); tries++) {
      if (tries == TRIES) {
        throw stopped(left, "the server has no room (expected: that it takes " + kind.name() + ")");
      }
      HttpResponse<byte[]> answer = post(left);
      switch (answer.statusCode()) {
        case 200 -> left = understood(left, answer.body());
        case 429, 503 -> pace.pause(retryMillis(answer));
        default -> throw stopped(left, answer.statusCode() + " " + error(answer.body()));
      }
    }
  }

  private HttpResponse<byte[]> post(List<Played> items) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url)
            .timeout(LIMIT)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(json -> write(json, items))));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw stopped(items, "no answer: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw stopped(items, "interrupted");
    }
  }

  private void write(JsonWriter json, List<Played> items) {
    json.beginObject().name(kind.name()).beginArray();
    items.forEach(played -> played.item().write(json, played.timeMillis()));
    json.endArray().endObject();
  }

  private List<Played> understood(List<Played> sent, byte[] body) {
    try {
      return results(sent, body);
    } catch (JsonException _) {
      throw stopped(sent, "an answer that is not understood (expected: that of a Carillon)");
    }
  }

  /** Those that have to be sent again. */
  private List<Played> results(List<Played> sent, byte[] body) {
    List<Played> again = new ArrayList<>();
    problems(sent, body)
        .forEach((place, problem) -> {
          if (code(problem).equals(BUSY)) {
            again.add(sent.get(place));
          } else {
            refuse(sent.subList(place, sent.size()), problem);
          }
        });
    if (!again.isEmpty()) {
      pace.pause(BUSY_MILLIS);
    }
    return again;
  }

  /** What was not taken, by its place: some routes answer each item, some only those. */
  private Map<Integer, JsonObject> problems(List<Played> sent, byte[] body) {
    JsonObject data = Json.object(body).optionalObject("data").orElse(JsonObject.EMPTY);
    Map<Integer, JsonObject> problems = new TreeMap<>();
    Optional<List<JsonObject>> errors = data.optionalObjects("errors");
    if (errors.isPresent()) {
      for (JsonObject error : errors.get()) {
        problems.put((int) error.integer("index", 0, sent.size() - 1L), error);
      }
      return problems;
    }
    List<JsonObject> results = data.optionalObjects("results").orElse(List.of());
    if (results.size() != sent.size()) {
      throw stopped(sent, "an answer for " + results.size() + " " + kind.name());
    }
    for (int i = 0; i < results.size(); i++) {
      if (!code(results.get(i)).isEmpty()) {
        problems.put(i, results.get(i));
      }
    }
    return problems;
  }

  private static String code(JsonObject result) {
    return result.optionalString("code").orElse("");
  }

  private void refuse(List<Played> from, JsonObject result) {
    String code = code(result);
    String message = result.optionalString("message").orElse("");
    // The line of the file says which; its place in the request is no one's business.
    String why = code + ": " + message.replaceFirst("^\\w+\\[\\d+]\\.", "");
    if (kind.hopeless().contains(code)) {
      throw stopped(from, why);
    }
    refused++;
    if (refusals.size() < TOLD) {
      refusals.add("line " + from.getFirst().item().line() + ": " + why);
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

  private PlaybackException stopped(List<Played> unsent, String why) {
    return new PlaybackException(
        url
            + ": "
            + why
            + "; the "
            + kind.name()
            + " from line "
            + unsent.getFirst().item().line()
            + " on were not taken, or nobody knows");
  }

  @Override
  public void close() {
    http.close();
  }
}
