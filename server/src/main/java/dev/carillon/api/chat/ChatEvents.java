package dev.carillon.api.chat;

import dev.carillon.chat.model.ChatEvent;
import dev.carillon.chat.model.ChatEvent.ChannelUpdated;
import dev.carillon.chat.model.ChatEvent.MemberJoined;
import dev.carillon.chat.model.ChatEvent.MemberLeft;
import dev.carillon.chat.model.ChatEvent.MessageDeleted;
import dev.carillon.chat.model.ChatEvent.MessageEdited;
import dev.carillon.chat.model.ChatEvent.MessagePinned;
import dev.carillon.chat.model.ChatEvent.MessageSent;
import dev.carillon.chat.model.ChatEvent.MessageUnpinned;
import dev.carillon.chat.model.ChatEvent.ReactionAdded;
import dev.carillon.chat.model.ChatEvent.ReactionRemoved;
import dev.carillon.chat.model.ChatEvent.ReactionsCleared;
import dev.carillon.chat.model.ChatEvent.ThreadStarted;
import dev.carillon.chat.model.Reaction;
import dev.carillon.chat.model.ThreadSummary;
import dev.carillon.core.bus.Payload;
import dev.carillon.json.JsonWriter;
import dev.carillon.protocol.phoenix.Replies;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A channel's events in the words of the document, the same whether they are told live or to a
 * client that missed them. Each payload ends with {@code channel_id} and {@code seq}, the number
 * that a client hands back as {@code last_seq} when it joins again. Stateless; any thread.
 */
public final class ChatEvents {
  static final String NEW_MESSAGE = "new_message";

  private ChatEvents() {}

  /** What goes to every reader: a Phoenix event and its payload. */
  public record Told(String event, Payload payload) {}

  /** An event in words; a change may take several. */
  public static List<Told> told(ChatEvent event) {
    return switch (event.change()) {
      case MessageSent sent -> sent(event, sent);
      case ReactionsCleared cleared ->
          cleared.reactions().stream().map(reaction -> removed(event, reaction)).toList();
      case ReactionRemoved(var reaction) -> List.of(removed(event, reaction));
      case MessageEdited edited -> one(event, "message_updated", edited(edited));
      case MessageDeleted deleted -> one(event, "message_deleted", deleted(deleted));
      case ReactionAdded(var reaction) -> one(event, "reaction_added", added(reaction));
      case ThreadStarted(var thread) -> one(event, "thread_started", started(thread));
      case MessagePinned(String id) -> one(event, "message_pinned", named("message_id", id));
      case MessageUnpinned(String id) -> one(event, "message_unpinned", named("message_id", id));
      case MemberJoined joined -> one(event, "user_joined", joined(joined));
      case MemberLeft left -> one(event, "user_left", left(left));
      case ChannelUpdated(var channel) ->
          one(event, "channel_updated", json -> ChatJson.channel(json.name("channel"), channel));
    };
  }

  private static Consumer<JsonWriter> named(String name, String value) {
    return json -> json.field(name, value);
  }

  private static Consumer<JsonWriter> edited(MessageEdited edited) {
    return json -> {
      ChatJson.message(json.name("message"), edited.message(), null);
      json.name("new_mentions").value(edited.newMentions());
    };
  }

  private static Consumer<JsonWriter> deleted(MessageDeleted deleted) {
    return json -> {
      json.field("message_id", deleted.messageId());
      ThreadSummary thread = deleted.thread();
      if (thread != null) {
        json.field("thread_id", thread.id());
        ChatJson.thread(json.name("thread"), thread);
      }
    };
  }

  private static Consumer<JsonWriter> added(Reaction reaction) {
    return json -> {
      json.field("message_id", reaction.messageId());
      ChatJson.reaction(json.name("reaction"), reaction);
    };
  }

  private static Consumer<JsonWriter> joined(MemberJoined joined) {
    return json -> {
      ChatJson.user(json.name("user"), joined.person());
      json.field("member_count", joined.memberCount());
    };
  }

  private static Consumer<JsonWriter> left(MemberLeft left) {
    return json -> json.field("user_id", left.userId()).field("member_count", left.memberCount());
  }

  /** Members of the payload of {@code thread_started}, also to one who asks for it again. */
  public static Consumer<JsonWriter> started(ThreadSummary thread) {
    return json -> {
      json.field("message_id", thread.id());
      ChatJson.thread(json.name("thread"), thread);
    };
  }

  /** A reply is told as one, and as a message beside if it was to be shown in the channel too. */
  private static List<Told> sent(ChatEvent event, MessageSent sent) {
    List<Told> told = new ArrayList<>(2);
    ThreadSummary thread = sent.thread();
    if (thread != null) {
      told.add(
          of(
              event,
              "thread_reply",
              json -> {
                json.field("thread_id", thread.id());
                ChatJson.message(json.name("reply"), sent.message(), sent.tempId());
                ChatJson.thread(json.name("thread"), thread);
              }));
    }
    if (sent.message().place().isListed()) {
      told.add(
          of(
              event,
              NEW_MESSAGE,
              json -> ChatJson.message(json.name("message"), sent.message(), sent.tempId())));
    }
    return told;
  }

  private static Told removed(ChatEvent event, Reaction reaction) {
    return of(
        event,
        "reaction_removed",
        json -> {
          json.field("message_id", reaction.messageId());
          ChatJson.removedReaction(json.name("reaction"), reaction);
        });
  }

  private static List<Told> one(ChatEvent event, String name, Consumer<JsonWriter> members) {
    return List.of(of(event, name, members));
  }

  private static Told of(ChatEvent event, String name, Consumer<JsonWriter> members) {
    return new Told(
        name,
        Replies.of(json -> {
          json.beginObject();
          members.accept(json);
          json.field("channel_id", event.channelId()).field("seq", event.seq()).endObject();
        }));
  }
}
