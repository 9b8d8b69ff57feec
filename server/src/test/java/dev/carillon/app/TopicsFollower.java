package dev.carillon.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.bus.Offset;
import dev.carillon.testkit.ws.LiveClient;
import java.net.http.HttpClient;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads {@code messages}, a topic with a history. */
final class TopicsFollower extends Follower {
  TopicsFollower(HttpClient http) {
    super(http);
  }

  @Override
  String path() {
    return "/ws";
  }

  @Override
  void begin(LiveClient client, @Nullable String last) {
    client.say("{\"type\":\"auth\",\"token\":\"" + ThreeProcesses.JOHN + "\"}");
    client.await("auth_success");
    String since = last == null ? "" : ",\"since\":\"" + last + "\"";
    client.say("{\"type\":\"subscribe\",\"topic\":\"messages\"" + since + "}");
    client.await("\"subscribed\"");
  }

  @Override
  @Nullable String numberOf(JsonNode text) {
    return isEvent(text) && text.has("offset") ? text.get("offset").asString() : null;
  }

  @Override
  @Nullable String contentOf(JsonNode text) {
    return isEvent(text) ? text.get("data").get("content").asString() : null;
  }

  private static boolean isEvent(JsonNode text) {
    return text.path("type").asString("").equals("message");
  }

  /** Whether it was told that something may be missing. */
  boolean isToldOfAGap() {
    return texts().stream()
        .anyMatch(text ->
            text.path("type").asString("").equals("gap")
                || !text.path("recovered").asBoolean(true));
  }

  /** Offsets of one epoch count up: they need not be each other's next, other topics have some. */
  @Override
  void check() {
    Offset before = new Offset(0, 0);
    for (String number : numbers()) {
      Offset offset = Offset.parse(number).orElseThrow();
      if (offset.epoch() == before.epoch()) {
        assertThat(offset.sequence()).isGreaterThan(before.sequence());
      }
      before = offset;
    }
    assertThat(contents()).doesNotHaveDuplicates();
  }
}
