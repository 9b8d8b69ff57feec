package dev.carillon.api.chat;

import dev.carillon.core.session.Admission;
import dev.carillon.core.session.CloseReason;
import dev.carillon.core.session.Session;
import dev.carillon.testkit.FakeLoop;
import dev.carillon.testkit.RecorderLink;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One client of a {@link ChatApiWorld}. In what it says ' stands for ". */
final class ChatClient {
  private static final JsonMapper JSON = new JsonMapper();

  private final ChatApiWorld world;
  private final FakeLoop loop;
  private int refs;
  private boolean version1;
  final RecorderLink link;
  final Session session;

  ChatClient(ChatApiWorld world, FakeLoop loop, Admission.Accepted accepted) {
    this.world = world;
    this.loop = loop;
    this.link = new RecorderLink(loop);
    this.session = accepted.session().apply(link);
    loop.run(session::receiveOpen);
  }

  /** A client that speaks in objects. */
  ChatClient version1() {
    version1 = true;
    return this;
  }

  /** A message that came. */
  record Heard(String topic, String event, JsonNode payload, @Nullable String ref) {
    /** Such as {@code new_message} or {@code phx_reply ok}. */
    String gist() {
      return event.equals("phx_reply") ? event + " " + payload.get("status").asString() : event;
    }

    JsonNode response() {
      return payload.get("response");
    }
  }

  /** Sends; the world stands still. */
  void say(String topic, String event, String payload) {
    String ref = Integer.toString(++refs);
    String json = payload.replace('\'', '"');
    String frame =
        version1
            ? "{\"topic\":\"%s\",\"event\":\"%s\",\"payload\":%s,\"ref\":\"%s\"}"
                .formatted(topic, event, json, ref)
            : "[null,\"%s\",\"%s\",\"%s\",%s]".formatted(ref, topic, event, json);
    sayRaw(frame);
  }

  /** Sends a frame as it is; the world stands still. */
  void sayRaw(String frame) {
    byte[] utf8 = frame.getBytes(StandardCharsets.UTF_8);
    loop.run(() -> session.receiveText(utf8, 0, utf8.length, world.clock.nanos()));
  }

  /** Sends, lets the world turn, and gives what came back. */
  List<Heard> hears(String topic, String event, String payload) {
    say(topic, event, payload);
    return hears();
  }

  /** Lets the world turn, and gives what came. */
  List<Heard> hears() {
    world.run();
    return took();
  }

  /** What came; the world stands still. */
  List<Heard> took() {
    return link.takeTexts().stream().map(this::heard).toList();
  }

  private Heard heard(String text) {
    JsonNode frame = JSON.readTree(text);
    return version1
        ? new Heard(
            frame.get("topic").asString(),
            frame.get("event").asString(),
            frame.get("payload"),
            textOf(frame.get("ref")))
        : new Heard(
            frame.get(2).asString(), frame.get(3).asString(), frame.get(4), textOf(frame.get(1)));
  }

  private static @Nullable String textOf(JsonNode node) {
    return node.isNull() ? null : node.asString();
  }

  static List<String> gists(List<Heard> heard) {
    return heard.stream().map(Heard::gist).toList();
  }

  /** The one message with this event, or this gist. */
  static Heard only(List<Heard> heard, String event) {
    List<Heard> found = new ArrayList<>();
    for (Heard one : heard) {
      if (one.event().equals(event) || one.gist().equals(event)) {
        found.add(one);
      }
    }
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " of " + event + " in " + gists(heard));
    }
    return found.getFirst();
  }

  /** Joins a channel and forgets what came of it. */
  ChatClient joined(String channelId) {
    return joined(channelId, "{}");
  }

  ChatClient joined(String channelId, String payload) {
    Heard reply = hears(world.topic(channelId), "phx_join", payload).getFirst();
    if (!reply.gist().equals("phx_reply ok")) {
      throw new AssertionError("join: " + reply.payload());
    }
    return this;
  }

  /** Joins the workspace and forgets what came of it. */
  ChatClient inWorkspace() {
    hears("workspace:" + world.workspace, "phx_join", "{}");
    return this;
  }

  void tick() {
    loop.run(() -> session.onTick(world.clock.millis()));
  }

  /** The connection is cut, and nobody says so. */
  void lost() {
    vanish(CloseReason.of(1006, "connection lost"));
  }

  /** The client says goodbye. */
  void gone() {
    vanish(CloseReason.NORMAL);
  }

  /** The connection is half open: the server has waited for its sign of life in vain. */
  void timedOut() {
    vanish(CloseReason.PING_TIMEOUT);
  }

  private void vanish(CloseReason reason) {
    loop.run(() -> session.receiveEnd(reason));
    world.clients.remove(this);
  }

  /** With what code it was closed, or 0 while it is open. */
  int closeCode() {
    CloseReason reason = link.closeReason();
    return reason == null ? 0 : reason.code();
  }
}
