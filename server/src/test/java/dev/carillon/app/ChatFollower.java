package dev.carillon.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.testkit.ws.LiveClient;
import java.net.http.HttpClient;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the chat channel "general". */
final class ChatFollower extends Follower {
  static final String CHANNEL = "12345678-1234-5678-1234-123456789012";

  private final String token;

  ChatFollower(HttpClient http, String token) {
    super(http);
    this.token = token;
  }

  @Override
  String path() {
    return "/socket/websocket?vsn=2.0.0&token=" + token;
  }

  @Override
  void begin(LiveClient client, @Nullable String last) {
    // What an earlier client of the same token did not get is not for this one.
    String known = last == null ? "\"sticky\":false" : "\"last_seq\":" + last;
    client.say("[\"1\",\"1\",\"channel:" + CHANNEL + "\",\"phx_join\",{" + known + "}]");
    client.await("presence_state");
  }

  @Override
  @Nullable String numberOf(JsonNode text) {
    JsonNode seq = text.path(4).path("seq");
    return seq.isNumber() && !event(text).startsWith("phx_") ? seq.asString() : null;
  }

  @Override
  @Nullable String contentOf(JsonNode text) {
    return event(text).equals("new_message")
        ? text.get(4).get("message").get("content").asString()
        : null;
  }

  private static String event(JsonNode text) {
    return text.path(3).asString("");
  }

  @Override
  void check() {
    assertContiguous(numbers().stream().map(Long::valueOf).toList());
    assertThat(contents()).doesNotHaveDuplicates();
  }
}
