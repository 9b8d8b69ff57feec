package dev.carillon.api.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.testkit.ws.LiveClient;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A Phoenix socket of a whole server that has joined one topic. In payloads ' stands for ". */
record LivePhoenix(LiveClient socket, String topic, Refs refs) {
  private static final JsonMapper JSON = new JsonMapper();

  /** Numbers what is sent. */
  static final class Refs {
    private int last = 1;
  }

  LivePhoenix(LiveClient socket, String topic) {
    this(socket, topic, new Refs());
  }

  /** Pushes, and gives the reply's payload. */
  JsonNode asks(String event, String payload) {
    String ref = "\"" + ++refs.last + "\"";
    say(ref, event, payload);
    return JSON.readTree(socket.await("[\"1\"," + ref + ",")).get(4);
  }

  /** Pushes what is done, and gives the reply's response. */
  JsonNode does(String event, String payload) {
    JsonNode reply = asks(event, payload);
    assertThat(reply.get("status").asString()).as("%s: %s", event, reply).isEqualTo("ok");
    return reply.get("response");
  }

  /** Joins; what comes of it is among what is heard. */
  LivePhoenix joins(String payload) {
    say("\"1\"", "phx_join", payload);
    String reply = socket.await("[\"1\",\"1\",");
    assertThat(reply).contains("\"status\":\"ok\"");
    return this;
  }

  private void say(String ref, String event, String payload) {
    String json = payload.replace('\'', '"');
    assertThat(socket.say("[\"1\",%s,\"%s\",\"%s\",%s]".formatted(ref, topic, event, json)))
        .isTrue();
  }

  /** The payload of the first such event, once it has come. */
  JsonNode hears(String event, Predicate<JsonNode> wanted) {
    return JSON.readTree(socket.await(text -> is(text, event) && wanted.test(payload(text))))
        .get(4);
  }

  JsonNode hears(String event) {
    return hears(event, _ -> true);
  }

  /** How many such events came. */
  long count(String event) {
    return socket.heard().stream().filter(text -> is(text, event)).count();
  }

  private boolean is(String text, String event) {
    return text.contains(",\"" + topic + "\",\"" + event + "\",");
  }

  private static JsonNode payload(String text) {
    return JSON.readTree(text).get(4);
  }
}
