package dev.carillon.api.chat;

import dev.carillon.chat.ChannelSnapshot;
import dev.carillon.chat.model.Attachment;
import dev.carillon.chat.model.Attention;
import dev.carillon.chat.model.Channel;
import dev.carillon.chat.model.ChannelMember;
import dev.carillon.chat.model.Message;
import dev.carillon.chat.model.Person;
import dev.carillon.chat.model.Reaction;
import dev.carillon.chat.model.Role;
import dev.carillon.chat.model.TempId;
import dev.carillon.chat.model.ThreadSummary;
import dev.carillon.chat.model.Unread;
import dev.carillon.chat.model.Workspace;
import dev.carillon.chat.model.WorkspaceMember;
import dev.carillon.json.IsoTime;
import dev.carillon.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The things of the chat as JSON. Members stand in the order of the document's examples, additions
 * behind them. A message is the same full object wherever it is shown (chat.md row 18); over REST
 * its {@code reactions} are a summary, and the reactions themselves are {@code reaction_list} (row
 * 19).
 */
public final class ChatJson {
  private ChatJson() {}

  /** {@code {"id":"user_123","name":"John Doe","avatar_url":"https://example.com/avatar.jpg"}}. */
  public static void user(JsonWriter json, Person person) {
    begin(json, person).field("avatar_url", person.avatarUrl()).endObject();
  }

  /** As {@link #user}, with what else a user's own page shows. */
  public static void profile(JsonWriter json, Person person) {
    begin(json, person)
        .field("avatar_url", person.avatarUrl())
        .field("handle", person.handle())
        .field("kind", word(person.kind()))
        .field("status_text", person.statusText())
        .endObject();
  }

  private static JsonWriter begin(JsonWriter json, Person person) {
    return json.beginObject().field("id", person.id()).field("name", person.name());
  }

  /** A message as sockets show it. */
  public static void message(JsonWriter json, Message message, @Nullable TempId tempId) {
    beginMessage(json, message);
    json.name("reactions").beginArray();
    message.reactions().forEach(reaction -> reaction(json, reaction));
    json.endArray();
    endMessage(json, message, tempId);
  }

  /** A message as REST shows it, to a user whose own reactions are marked. */
  public static void messageOverRest(JsonWriter json, Message message, String readerId) {
    beginMessage(json, message);
    summary(json.name("reactions"), message.reactions(), readerId);
    json.name("reaction_list").beginArray();
    message.reactions().forEach(reaction -> reaction(json, reaction));
    json.endArray();
    endMessage(json, message, null);
  }

  private static void beginMessage(JsonWriter json, Message message) {
    json.beginObject().field("id", message.id()).field("content", message.content());
    user(json.name("user"), message.author());
    json.field("user_id", message.author().id())
        .field("channel_id", message.channelId())
        .field("inserted_at", IsoTime.text(message.insertedAtMillis()))
        .name("attachments")
        .beginArray();
    message.attachments().forEach(attachment -> attachment(json, attachment));
    json.endArray();
  }

  private static void endMessage(JsonWriter json, Message message, @Nullable TempId tempId) {
    json.name("mentions").value(message.mentions());
    json.field("thread_id", message.threadId())
        .field("is_edited", message.isEdited())
        .field("edited_at", time(message.state().editedAtMillis()))
        .field("updated_at", IsoTime.text(message.updatedAtMillis()))
        .field("is_deleted", message.isDeleted())
        .field("is_pinned", message.isPinned())
        .field("reply_count", message.state().replyCount())
        .field("seq", message.seq());
    if (tempId != null) {
      tempId(json, tempId);
    }
    json.endObject();
  }

  /** The client's own name for a message, with the type it gave it. */
  public static void tempId(JsonWriter json, TempId tempId) {
    json.name("temp_id");
    if (tempId.isNumber()) {
      json.raw(tempId.text().getBytes(StandardCharsets.UTF_8));
    } else {
      json.string(tempId.text());
    }
  }

  /** {@code {"id":..,"filename":"image.jpg","content_type":"image/jpeg","url":..,"size":..}}. */
  public static void attachment(JsonWriter json, Attachment attachment) {
    String url = attachment.url();
    json.beginObject()
        .field("id", attachment.id())
        .field("filename", attachment.filename())
        .field("content_type", attachment.contentType())
        .field("url", url == null ? "/api/files/" + attachment.id() : url);
    if (!attachment.external()) {
      json.field("size", attachment.sizeBytes());
    }
    Attachment.Pixels pixels = attachment.pixels();
    if (pixels != null) {
      json.field("width", pixels.width()).field("height", pixels.height());
    }
    json.field("external", attachment.external()).endObject();
  }

  /** {@code {"id":..,"emoji":":thumbsup:","user":{"id":..,"name":..},"inserted_at":..}}. */
  public static void reaction(JsonWriter json, Reaction reaction) {
    json.beginObject().field("id", reaction.id()).field("emoji", reaction.emoji());
    begin(json.name("user"), reaction.person()).endObject();
    json.field("inserted_at", IsoTime.text(reaction.insertedAtMillis())).endObject();
  }

  /** {@code {"id":..,"emoji":":thumbsup:","message_id":..,"user":{"id":..,"name":..}}}. */
  public static void removedReaction(JsonWriter json, Reaction reaction) {
    json.beginObject()
        .field("id", reaction.id())
        .field("emoji", reaction.emoji())
        .field("message_id", reaction.messageId());
    begin(json.name("user"), reaction.person()).endObject();
    json.endObject();
  }

  /** {@code [{"emoji":":thumbsup:","count":2,"users":[{"id":..,"name":..}],"reacted":true}]}. */
  private static void summary(JsonWriter json, List<Reaction> reactions, String readerId) {
    Map<String, List<Reaction>> byEmoji = new LinkedHashMap<>();
    for (Reaction reaction : reactions) {
      byEmoji.computeIfAbsent(reaction.emoji(), _ -> new ArrayList<>()).add(reaction);
    }
    json.beginArray();
    byEmoji.forEach((emoji, same) -> {
      json.beginObject()
          .field("emoji", emoji)
          .field("count", same.size())
          .name("users")
          .beginArray();
      same.forEach(reaction -> begin(json, reaction.person()).endObject());
      json.endArray()
          .field("reacted", same.stream().anyMatch(one -> one.person().id().equals(readerId)))
          .endObject();
    });
    json.endArray();
  }

  /** {@code {"id":"thread_123","message_count":0,"participants":[],"last_reply_at":null}}. */
  public static void thread(JsonWriter json, ThreadSummary thread) {
    json.beginObject()
        .field("id", thread.id())
        .field("message_count", thread.messageCount())
        .name("participants")
        .beginArray();
    thread.participants().forEach(person -> user(json, person));
    json.endArray().field("last_reply_at", time(thread.lastReplyAtMillis())).endObject();
  }

  /** {@code {"id":..,"name":"general","type":"public","description":"General discussion",...}}. */
  public static void channel(JsonWriter json, Channel channel) {
    openChannel(json, channel).endObject();
  }

  /**
   * A channel in the list of a workspace.
   *
   * @param unread null: one is no member of it
   */
  public static void listedChannel(JsonWriter json, Channel channel, @Nullable Unread unread) {
    openChannel(json, channel).field("is_member", unread != null);
    if (unread != null) {
      unread(json, unread);
    }
    json.endObject();
  }

  /** A channel as it is told to who joins it: how one stands to it, and its limits. */
  public static void joinedChannel(
      JsonWriter json, ChannelSnapshot snapshot, long lastSeq, JoinLimits limits) {
    openChannel(json, snapshot.channel(), lastSeq);
    unread(json, snapshot.unread());
    json.field("role", word(snapshot.member().role()))
        .field("edit_window_ms", millis(snapshot.editWindowSeconds()))
        .field("typing_expiry_ms", limits.typingExpiryMillis())
        .name("limits")
        .beginObject();
    limits.perMinute().forEach((name, count) -> json.field(name, count));
    json.endObject().endObject();
  }

  /**
   * What a client should know of the limits of its pushes.
   *
   * @param perMinute by the name of what is limited; empty: nothing is
   */
  public record JoinLimits(long typingExpiryMillis, Map<String, Integer> perMinute) {
    public JoinLimits {
      perMinute = Map.copyOf(perMinute);
    }
  }

  private static long millis(int editWindowSeconds) {
    return editWindowSeconds < 0 ? -1 : editWindowSeconds * 1_000L;
  }

  private static JsonWriter openChannel(JsonWriter json, Channel channel) {
    return openChannel(json, channel, channel.lastSeq());
  }

  private static JsonWriter openChannel(JsonWriter json, Channel channel, long lastSeq) {
    return json.beginObject()
        .field("id", channel.id())
        .field("name", channel.name())
        .field("type", word(channel.type()))
        .field("description", channel.profile().description())
        .field("topic", channel.profile().topic())
        .field("workspace_id", channel.workspaceId())
        .field("member_count", channel.state().memberCount())
        .field("last_seq", lastSeq)
        .field("last_message_id", channel.state().lastMessageId())
        .field("created_by", channel.state().createdBy())
        .field("inserted_at", IsoTime.text(channel.state().createdAtMillis()))
        .field("is_archived", channel.isArchived())
        .field("slow_mode_seconds", channel.settings().slowModeSeconds())
        .field("read_receipts", channel.settings().readReceipts())
        .field("read_only", channel.settings().readOnly());
  }

  /** Members of an object: what is unread of a channel. */
  public static void unread(JsonWriter json, Unread unread) {
    json.field("unread_count", unread.count())
        .field("mention_count", unread.mentions())
        .field("last_read_id", unread.lastReadId());
    attention(json, unread.attention());
  }

  /** Members of an object: what a member wants to be told of a channel. */
  public static void attention(JsonWriter json, Attention attention) {
    long until = attention.mutedUntilMillis();
    json.field("notify", word(attention.level()))
        .field("muted_until", until == 0 ? null : IsoTime.text(until));
  }

  /** {@code {"id":..,"name":..,"description":..,"is_public":true,"owner_id":..,...}}. */
  public static void workspace(JsonWriter json, Workspace workspace) {
    json.beginObject()
        .field("id", workspace.id())
        .field("name", workspace.name())
        .field("description", workspace.description())
        .field("is_public", workspace.isPublic())
        .field("owner_id", workspace.ownerId())
        .field("inserted_at", IsoTime.text(workspace.dates().createdAtMillis()))
        .endObject();
  }

  /** {@code {"user":{...},"role":"member","joined_at":".."}}. */
  public static void member(JsonWriter json, WorkspaceMember member) {
    member(json, member.person(), member.role(), member.joinedAtMillis());
  }

  /** {@code {"user":{...},"role":"member","joined_at":".."}}. */
  public static void member(JsonWriter json, ChannelMember member) {
    member(json, member.person(), member.role(), member.joinedAtMillis());
  }

  private static void member(JsonWriter json, Person person, Role role, long joinedAtMillis) {
    json.beginObject();
    profile(json.name("user"), person);
    json.field("role", word(role)).field("joined_at", IsoTime.text(joinedAtMillis)).endObject();
  }

  /** What is wrong, by field: {@code {"content":["can't be blank"]}}. */
  public static void errors(JsonWriter json, Map<String, List<String>> errors) {
    json.value(errors);
  }

  private static @Nullable String time(@Nullable Long millis) {
    return millis == null ? null : IsoTime.text(millis);
  }

  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
