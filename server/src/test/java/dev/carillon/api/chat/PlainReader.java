package dev.carillon.api.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.api.chat.ChatClient.Heard;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A client that keeps no numbers: it shows what it is told, of messages and of replies, and joins
 * with nothing in its hands. Whatever it hears twice on one connection is an error, and so is on a
 * later one what it surely had: that was heard well before it showed that it lives.
 */
final class PlainReader {
  private final ChatApiWorld world;
  private final String token;
  private final int loop;
  private final String topic;

  /** Whether a message that is loaded again replaces the one it shows; else it is passed over. */
  private final boolean replaces;

  private final NavigableMap<String, Shown> messages = new TreeMap<>();
  private final Map<String, String> replies = new TreeMap<>();
  private final Map<String, Long> repliedAt = new HashMap<>();
  private final Map<String, Long> heardAt = new HashMap<>();
  private final Set<String> heardHere = new HashSet<>();
  private final List<String> newIds = new ArrayList<>();
  private long surelyUntil;

  /** Where it began: the number of the state it was told first, and the oldest message of that. */
  private long firstSeq = -1;

  private String oldest = "";

  /** When it was told the state on this connection; -1: not yet. */
  private long beganAt = -1;

  private long goneAt;
  private @Nullable ChatClient client;

  private static final class Shown {
    private String content = "";
    private int replies;
    private final Set<String> reactions = new TreeSet<>();

    @Override
    public String toString() {
      return content + " " + replies + " " + reactions;
    }
  }

  PlainReader(ChatApiWorld world, String token, int loop, boolean replaces) {
    this.world = world;
    this.token = token;
    this.loop = loop;
    this.topic = world.topic(world.general);
    this.replaces = replaces;
    this.goneAt = world.clock.millis();
  }

  boolean isConnected() {
    return client != null;
  }

  /** Whether it was away nearly as long as is remembered. */
  boolean isLongGone() {
    return client == null && world.clock.millis() - goneAt > 30_000;
  }

  /** Connects, unless it is, and asks to join; the world stands still. */
  void back() {
    if (client == null) {
      connect();
    }
  }

  void connect() {
    heardHere.clear();
    beganAt = -1;
    client = world.connectStill(token, loop);
    client.say(topic, "phx_join", "{}");
  }

  /**
   * The connection is cut.
   *
   * @param listening whether what has come was read
   */
  void cut(boolean listening) {
    if (listening) {
      listen();
    }
    if (client != null) {
      boolean began =
          beganAt >= 0
              || client.took().stream().anyMatch(heard -> heard.event().equals("messages_loaded"));
      client.lost();
      goneAt = began ? world.clock.millis() : goneAt;
    }
    client = null;
  }

  /** Shows that it lives, and that it has read everything. */
  void beat() {
    if (client != null) {
      listen();
      long now = world.clock.millis();
      if (beganAt >= 0 && now - beganAt >= Received.MARGIN_MILLIS) {
        // Signs that come soon after one another count as one.
        surelyUntil = now - 2 * Received.MARGIN_MILLIS;
      }
      client.say("phoenix", "heartbeat", "{}");
    }
  }

  void say(String event, String payload) {
    if (client != null) {
      client.say(topic, event, payload);
    }
  }

  void listen() {
    if (client != null) {
      client.took().forEach(this::hear);
    }
  }

  private void hear(Heard heard) {
    JsonNode payload = heard.payload();
    if (heard.event().equals("messages_loaded")) {
      beganAt = world.clock.millis();
      if (firstSeq < 0) {
        firstSeq = payload.get("last_seq").asLong();
        oldest = payload.get("messages").path(0).path("id").asString("");
      }
      payload.get("messages").forEach(this::load);
    } else if (payload.has("seq") && firstSeq >= 0) {
      once(heard.event() + payload.get("seq").asLong());
      follow(heard.event(), payload);
    }
  }

  private void once(String event) {
    assertThat(heardHere.add(event)).as("%s hears %s once", this, event).isTrue();
    long now = world.clock.millis();
    Long before = heardAt.putIfAbsent(event, now);
    if (before != null) {
      assertThat(before).as("%s had %s", this, event).isGreaterThanOrEqualTo(surelyUntil);
    }
  }

  private void load(JsonNode message) {
    if (replaces || !messages.containsKey(message.get("id").asString())) {
      show(message);
    }
  }

  private void show(JsonNode message) {
    Shown shown = new Shown();
    shown.content = message.get("content").asString();
    shown.replies = message.get("reply_count").asInt();
    message.get("reactions").forEach(reaction -> shown.reactions.add(by(reaction)));
    messages.put(message.get("id").asString(), shown);
  }

  private static String by(JsonNode reaction) {
    return reaction.get("emoji").asString() + reaction.get("user").get("id").asString();
  }

  private void follow(String event, JsonNode payload) {
    switch (event) {
      case "new_message" -> {
        show(payload.get("message"));
        newIds.add(payload.get("message").get("id").asString());
      }
      case "message_updated" -> updated(payload.get("message"));
      case "message_deleted" -> {
        messages.remove(payload.get("message_id").asString());
        replies.remove(payload.get("message_id").asString());
        thread(payload.path("thread"));
      }
      case "thread_reply" -> {
        JsonNode reply = payload.get("reply");
        replies.put(reply.get("id").asString(), reply.get("content").asString());
        repliedAt.put(reply.get("id").asString(), payload.get("seq").asLong());
        newIds.add(reply.get("id").asString());
        thread(payload.get("thread"));
      }
      case "reaction_added" -> {
        Shown shown = messages.get(payload.get("message_id").asString());
        if (shown != null) {
          shown.reactions.add(by(payload.get("reaction")));
        }
      }
      case "reaction_removed" -> {
        Shown shown = messages.get(payload.get("message_id").asString());
        if (shown != null) {
          shown.reactions.remove(by(payload.get("reaction")));
        }
      }
      default -> {}
    }
  }

  private void updated(JsonNode message) {
    String id = message.get("id").asString();
    String content = message.get("content").asString();
    Shown shown = messages.get(id);
    if (shown != null) {
      shown.content = content;
    }
    replies.computeIfPresent(id, (_, _) -> content);
  }

  private void thread(JsonNode thread) {
    Shown root = messages.get(thread.path("id").asString(""));
    if (root != null) {
      root.replies = thread.get("message_count").asInt();
    }
  }

  /** The ids it has heard of since it was asked last. */
  List<String> takeNewIds() {
    List<String> taken = List.copyOf(newIds);
    newIds.clear();
    return taken;
  }

  /** All it shows from the first message on that it began with, a line each. */
  List<String> shown() {
    return shownAs(this);
  }

  /** The same of all that this one shows. */
  List<String> shownAs(PlainReader other) {
    return messages.tailMap(other.oldest, true).entrySet().stream().map(Object::toString).toList();
  }

  /** The replies that came since it began. */
  Map<String, String> replies() {
    return repliesAs(this);
  }

  /** Those of this one that came since the other began. */
  Map<String, String> repliesAs(PlainReader other) {
    Map<String, String> since = new TreeMap<>(replies);
    since.keySet().removeIf(id -> repliedAt.getOrDefault(id, 0L) <= other.firstSeq);
    return since;
  }

  @Override
  public String toString() {
    return token + (replaces ? " that replaces" : " that adds");
  }
}
