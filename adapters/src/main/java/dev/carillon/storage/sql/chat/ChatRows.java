package dev.carillon.storage.sql.chat;

import dev.carillon.chat.codec.ChatBytes;
import dev.carillon.chat.model.Attachment;
import dev.carillon.chat.model.Attention;
import dev.carillon.chat.model.Channel;
import dev.carillon.chat.model.ChannelMember;
import dev.carillon.chat.model.ChatEvent;
import dev.carillon.chat.model.Invite;
import dev.carillon.chat.model.Message;
import dev.carillon.chat.model.Person;
import dev.carillon.chat.model.Reaction;
import dev.carillon.chat.model.Role;
import dev.carillon.chat.model.Unread;
import dev.carillon.chat.model.Upload;
import dev.carillon.chat.model.Workspace;
import dev.carillon.chat.model.WorkspaceMember;
import dev.carillon.storage.sql.IdBytes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The chat's rows as values, each beside the columns it is read from. */
final class ChatRows {
  /** With a person p. */
  static final String PERSON = "p.id, p.name, p.handle, p.avatar_url, p.kind, p.status_text";

  private static final int PERSON_COLUMNS = 6;

  /** Of a workspace w. */
  static final String WORKSPACE =
      "w.id, w.name, w.description, w.is_public, w.owner_id, w.edit_window_seconds, w.created_at,"
          + " w.deleted_at";

  /** Of a workspace's member m, after the person's. */
  static final String WORKSPACE_MEMBER = PERSON + ", m.workspace_id, m.role, m.joined_at";

  /** Of a channel c. */
  static final String CHANNEL =
      "c.id, c.workspace_id, c.type, c.name, c.description, c.topic, c.dm_key, c.slow_mode,"
          + " c.read_receipts, c.read_only, c.last_seq, c.last_message_id, c.last_id,"
          + " c.member_count, c.created_by, c.created_at, c.archived_at";

  /** Of a channel's member m, after the person's. */
  static final String MEMBER =
      PERSON
          + ", m.channel_id, m.role, m.joined_at, m.last_read_id, m.last_sent_at, m.notify,"
          + " m.muted_until";

  /** Of a message x, after its author's. */
  static final String MESSAGE =
      PERSON
          + ", x.id, x.channel_id, x.seq, x.thread_id, x.broadcast, x.content, x.attachments,"
          + " x.mentions, x.edited_at, x.deleted_at, x.pinned_at, x.reply_count, x.last_reply_id,"
          + " x.thread_started, x.reactions";

  private static final int REACTIONS = PERSON_COLUMNS + 15;

  /** Of a reaction r, after the person's. */
  static final String REACTION = PERSON + ", r.id, r.message_id, r.emoji";

  static final String UPLOAD =
      "id, filename, content_type, size, width, height, uploader_id, storage_key, sha256,"
          + " channel_id, message_id, created_at";

  static final String INVITE = "code, workspace_id, channel_id, created_by, expires_at, uses_left";

  private ChatRows() {}

  static Person person(ResultSet row) throws SQLException {
    return new Person(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        Person.Kind.valueOf(row.getString(5)),
        row.getString(6));
  }

  static Workspace workspace(ResultSet row) throws SQLException {
    return new Workspace(
        id(row, 1),
        row.getString(2),
        row.getString(3),
        row.getBoolean(4),
        row.getString(5),
        new Workspace.Settings(number(row, 6)),
        new Workspace.Dates(row.getLong(7), millis(row, 8)));
  }

  static WorkspaceMember workspaceMember(ResultSet row) throws SQLException {
    int at = PERSON_COLUMNS;
    return new WorkspaceMember(
        id(row, at + 1), person(row), Role.valueOf(row.getString(at + 2)), row.getLong(at + 3));
  }

  static Channel channel(ResultSet row) throws SQLException {
    return new Channel(
        id(row, 1),
        id(row, 2),
        Channel.Type.valueOf(row.getString(3)),
        new Channel.Profile(row.getString(4), row.getString(5), row.getString(6)),
        row.getString(7),
        new Channel.Settings(row.getInt(8), row.getBoolean(9), row.getBoolean(10)),
        new Channel.State(
            row.getLong(11),
            idOrNull(row, 12),
            idOrNull(row, 13),
            row.getInt(14),
            row.getString(15),
            row.getLong(16),
            millis(row, 17)));
  }

  static ChannelMember member(ResultSet row) throws SQLException {
    int at = PERSON_COLUMNS;
    return new ChannelMember(
        id(row, at + 1),
        person(row),
        Role.valueOf(row.getString(at + 2)),
        row.getLong(at + 3),
        idOrNull(row, at + 4),
        row.getLong(at + 5),
        attention(row, at + 6));
  }

  private static Attention attention(ResultSet row, int column) throws SQLException {
    return new Attention(Attention.Level.valueOf(row.getString(column)), row.getLong(column + 1));
  }

  /** Without its reactions: {@link #hasReactions} says whether to fetch them. */
  static Message message(ResultSet row) throws SQLException {
    int at = PERSON_COLUMNS;
    byte[] attachments = row.getBytes(at + 7);
    String mentions = row.getString(at + 8);
    return new Message(
        id(row, at + 1),
        id(row, at + 2),
        row.getLong(at + 3),
        person(row),
        new Message.Body(
            row.getString(at + 6),
            attachments == null ? List.of() : ChatBytes.attachments(attachments),
            mentions.isEmpty() ? List.of() : List.of(mentions.split(" "))),
        new Message.Place(idOrNull(row, at + 4), row.getBoolean(at + 5)),
        List.of(),
        new Message.State(
            millis(row, at + 9),
            millis(row, at + 10),
            millis(row, at + 11),
            row.getInt(at + 12),
            idOrNull(row, at + 13),
            row.getBoolean(at + 14)));
  }

  static boolean hasReactions(ResultSet row) throws SQLException {
    return row.getInt(REACTIONS) > 0;
  }

  static Reaction reaction(ResultSet row) throws SQLException {
    int at = PERSON_COLUMNS;
    return new Reaction(id(row, at + 1), id(row, at + 2), row.getString(at + 3), person(row));
  }

  static Unread unread(ResultSet row) throws SQLException {
    return new Unread(
        id(row, 1),
        row.getInt(4),
        row.getInt(5),
        idOrNull(row, 2),
        idOrNull(row, 3),
        attention(row, 6));
  }

  /** Of the channel's id, the number, the time and the payload. */
  static ChatEvent event(ResultSet row) throws SQLException {
    return ChatBytes.event(id(row, 1), row.getLong(2), row.getLong(3), row.getBytes(4));
  }

  static Upload upload(ResultSet row) throws SQLException {
    Integer width = number(row, 5);
    Integer height = number(row, 6);
    return new Upload(
        new Attachment(
            id(row, 1),
            row.getString(2),
            row.getString(3),
            row.getLong(4),
            width == null || height == null ? null : new Attachment.Pixels(width, height),
            null,
            false),
        row.getString(7),
        row.getString(8),
        row.getString(9),
        idOrNull(row, 10),
        idOrNull(row, 11),
        row.getLong(12));
  }

  static Invite invite(ResultSet row) throws SQLException {
    return new Invite(
        row.getString(1),
        id(row, 2),
        idOrNull(row, 3),
        row.getString(4),
        millis(row, 5),
        number(row, 6));
  }

  static String id(ResultSet row, int column) throws SQLException {
    return IdBytes.id(row.getBytes(column));
  }

  private static @Nullable String idOrNull(ResultSet row, int column) throws SQLException {
    return IdBytes.idOrNull(row.getBytes(column));
  }

  private static @Nullable Long millis(ResultSet row, int column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? null : value;
  }

  private static @Nullable Integer number(ResultSet row, int column) throws SQLException {
    int value = row.getInt(column);
    return row.wasNull() ? null : value;
  }
}
