package dev.carillon.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.testkit.ws.LiveClient;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who reads one API at one node, says when it comes back what it had last, and keeps all that it
 * heard. Any thread, but one at a time.
 */
abstract class Follower implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Follower.class);
  private static final JsonMapper JSON = new JsonMapper();

  private final HttpClient http;
  private final List<LiveClient> lives = new ArrayList<>();
  private String place = "";

  Follower(HttpClient http) {
    this.http = http;
  }

  /** Where at a node. */
  abstract String path();

  /**
   * Says who it is and what it wants, and waits for the answer.
   *
   * @param last what it heard last; null: nothing yet
   */
  abstract void begin(LiveClient client, @Nullable String last);

  /** The number or offset of something that happened; null: the text tells of nothing. */
  abstract @Nullable String numberOf(JsonNode text);

  /** What was written, when the text tells of that. */
  abstract @Nullable String contentOf(JsonNode text);

  /** The last of these numbers; null: there is none. */
  @Nullable String last(List<String> numbers) {
    return numbers.isEmpty() ? null : numbers.getLast();
  }

  /** Nothing was told twice, or in another order, and nothing is missing between. */
  abstract void check();

  /** Connects, there or elsewhere, and goes on where it was. */
  final void connect(NodeProcess node) {
    String last = last(numbers());
    place = node.toString();
    try {
      begin(opened(node), last);
    } catch (AssertionError e) {
      if (!client().isGone()) {
        throw e;
      }
      String lost =
          this + " was lost before its first answer; there the log ends with " + node.ends();
      if (!node.forgives()) {
        throw new AssertionError(lost, e);
      }
      LOG.warn(lost, e);
      begin(opened(node), last);
    }
    if (lives.size() > 1) {
      cameBack(node);
    }
  }

  private LiveClient opened(NodeProcess node) {
    LiveClient client = LiveClient.connect(http, node.webSocket(path()));
    lives.add(client);
    return client;
  }

  /** It listens again, after a while in which it heard nothing. */
  void cameBack(NodeProcess node) {
    // Most are told what was meanwhile.
  }

  static JsonNode read(String text) {
    return JSON.readTree(text);
  }

  final LiveClient client() {
    return lives.getLast();
  }

  /** The numbers of what it was told, in all its lives. */
  final List<String> numbers() {
    return texts().stream().map(this::numberOf).filter(Objects::nonNull).toList();
  }

  /** What was written, as it heard it. */
  final List<String> contents() {
    return texts().stream().map(this::contentOf).filter(Objects::nonNull).toList();
  }

  final List<JsonNode> texts() {
    return lives.stream().flatMap(client -> client.heard().stream()).map(JSON::readTree).toList();
  }

  @Override
  public final String toString() {
    List<String> numbers = numbers();
    return "%s on its connection no. %d to %s (%s), of %d events the last %s"
        .formatted(
            getClass().getSimpleName(),
            lives.size(),
            place,
            client().isGone() ? "gone: " + client().closeCode() : "open",
            numbers.size(),
            last(numbers));
  }

  /** Numbers that follow each other by one. */
  static void assertContiguous(List<Long> numbers) {
    for (int i = 1; i < numbers.size(); i++) {
      assertThat(numbers.get(i))
          .as("after %s", numbers.get(i - 1))
          .isEqualTo(numbers.get(i - 1) + 1);
    }
  }

  @Override
  public void close() {
    lives.forEach(LiveClient::close);
  }
}
