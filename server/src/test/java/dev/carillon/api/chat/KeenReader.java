package dev.carillon.api.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.api.chat.ChatClient.Heard;
import dev.carillon.chat.Paging;
import dev.carillon.chat.model.Message;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A client that keeps what it is told and comes back with the last number it saw. It believes
 * nothing twice: an event that it has had, or one out of its order, is an error.
 */
final class KeenReader {
  private static final Set<String> STATE =
      Set.of(
          "new_message",
          "message_updated",
          "message_deleted",
          "reaction_added",
          "reaction_removed",
          "thread_started",
          "thread_reply");

  private final ChatApiWorld world;
  private final String user;
  private final int loop;
  private final String topic;

  /** What is known of each message that the channel shows, by id. */
  private final Map<String, Known> messages = new TreeMap<>();

  private final Set<String> had = new HashSet<>();
  private long lastSeq = -1;
  private boolean joined;
  private @Nullable ChatClient client;

  private static final class Known {
    private String content = "";
    private boolean edited;
    private int replies;
    private final Set<String> reactions = new TreeSet<>();

    @Override
    public String toString() {
      return content + " " + edited + " " + replies + " " + reactions;
    }
  }

  KeenReader(ChatApiWorld world, String user, int loop) {
    this.world = world;
    this.user = user;
    this.loop = loop;
    this.topic = world.topic(world.general);
  }

  boolean isConnected() {
    return client != null;
  }

  boolean isJoined() {
    return joined;
  }

  /**
   * Connects and asks to join; the world stands still.
   *
   * @param forgetful whether it begins anew
   */
  void connect(boolean forgetful) {
    client = world.connectStill(user, loop);
    if (forgetful) {
      lastSeq = -1;
    }
    String payload = lastSeq < 0 ? "{'history':100}" : "{'last_seq':" + lastSeq + "}";
    client.say(topic, "phx_join", payload);
  }

  void cut() {
    if (client != null) {
      // What has come before the cut was read, or was not: here it is lost.
      client.took();
      client.lost();
    }
    client = null;
    joined = false;
  }

  void say(String event, String payload) {
    if (client != null) {
      client.say(topic, event, payload);
    }
  }

  /** Takes in what came; notes the ids of messages. */
  void listen(List<String> messageIds) {
    if (client == null) {
      return;
    }
    for (Heard heard : client.took()) {
      hear(heard, messageIds);
    }
  }

  private void hear(Heard heard, List<String> messageIds) {
    JsonNode payload = heard.payload();
    if (heard.event().equals("messages_loaded")) {
      begin(payload);
    } else if (heard.event().equals("resumed")) {
      assertThat(payload.get("to").asLong()).isGreaterThanOrEqualTo(lastSeq);
      lastSeq = payload.get("to").asLong();
      joined = true;
    } else if (STATE.contains(heard.event())) {
      follow(heard.event(), payload);
    }
    if (heard.event().equals("message_sent")) {
      messageIds.add(payload.get("message").get("id").asString());
    }
  }

  private void begin(JsonNode payload) {
    messages.clear();
    had.clear();
    lastSeq = payload.get("last_seq").asLong();
    joined = true;
    payload.get("messages").forEach(this::add);
  }

  private void add(JsonNode message) {
    Known known = new Known();
    known.content = message.get("content").asString();
    known.edited = message.get("is_edited").asBoolean();
    known.replies = message.get("reply_count").asInt();
    message.get("reactions").forEach(reaction -> known.reactions.add(by(reaction)));
    messages.put(message.get("id").asString(), known);
  }

  private static String by(JsonNode reaction) {
    return reaction.get("emoji").asString() + reaction.get("user").get("id").asString();
  }

  private void follow(String event, JsonNode payload) {
    long seq = payload.path("seq").asLong(0);
    if (seq == 0) {
      return; // Told to this client alone: that a thread exists already.
    }
    assertThat(had.add(seq + event)).as("%s has %s %s once", this, event, seq).isTrue();
    assertThat(seq).as("%s hears %s in order", this, event).isGreaterThanOrEqualTo(lastSeq);
    assertThat(seq).as("%s misses nothing before %s", this, event).isLessThanOrEqualTo(lastSeq + 1);
    lastSeq = seq;
    switch (event) {
      case "new_message" -> add(payload.get("message"));
      case "message_updated" -> {
        Known known = messages.get(payload.get("message").get("id").asString());
        if (known != null) {
          known.content = payload.get("message").get("content").asString();
          known.edited = true;
        }
      }
      case "message_deleted" -> {
        messages.remove(payload.get("message_id").asString());
        if (payload.has("thread")) {
          thread(payload.get("thread"));
        }
      }
      case "thread_reply" -> thread(payload.get("thread"));
      default -> react(event, payload);
    }
  }

  private void thread(JsonNode thread) {
    Known root = messages.get(thread.get("id").asString());
    if (root != null) {
      root.replies = thread.get("message_count").asInt();
    }
  }

  private void react(String event, JsonNode payload) {
    Known known = messages.get(payload.get("message_id").asString());
    if (known != null && event.equals("reaction_added")) {
      assertThat(known.reactions.add(by(payload.get("reaction")))).isTrue();
    } else if (known != null && event.equals("reaction_removed")) {
      assertThat(known.reactions.remove(by(payload.get("reaction")))).isTrue();
    }
  }

  /** All it knows, a line a message. */
  List<String> known() {
    List<String> lines = new ArrayList<>();
    messages.forEach((id, known) -> lines.add(id + " " + known));
    return lines;
  }

  /** All the store knows, in the same lines. */
  static List<String> stored(ChatApiWorld world) {
    List<String> lines = new ArrayList<>();
    for (Message message :
        ChannelJoin.valueOf(
                world.chat.history().messages("owner", world.general, Paging.latest(100), false))
            .items()) {
      Known known = new Known();
      known.content = message.content();
      known.edited = message.isEdited();
      known.replies = message.state().replyCount();
      message
          .reactions()
          .forEach(reaction -> known.reactions.add(reaction.emoji() + reaction.person().id()));
      lines.add(message.id() + " " + known);
    }
    return lines.stream().sorted().toList();
  }

  @Override
  public String toString() {
    return user + " on loop " + loop + " at " + lastSeq;
  }
}
