package dev.carillon.storage.sql.chat;

import static dev.carillon.storage.sql.IdBytes.bytes;

import dev.carillon.chat.model.AuditEntry;
import dev.carillon.chat.model.Channel;
import dev.carillon.chat.model.ChannelMember;
import dev.carillon.chat.model.ChatEvent;
import dev.carillon.chat.model.ChatReader;
import dev.carillon.chat.model.Ids;
import dev.carillon.chat.model.Invite;
import dev.carillon.chat.model.Message;
import dev.carillon.chat.model.MessageEdit;
import dev.carillon.chat.model.MessageRange;
import dev.carillon.chat.model.MessageSearch;
import dev.carillon.chat.model.Person;
import dev.carillon.chat.model.Reaction;
import dev.carillon.chat.model.ThreadMark;
import dev.carillon.chat.model.Unread;
import dev.carillon.chat.model.Upload;
import dev.carillon.chat.model.Workspace;
import dev.carillon.chat.model.WorkspaceMember;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The chat's look-ups in a database. Each walks an index from where its answer begins. */
class SqlChatReader implements ChatReader {
  private static final String SELECT_PERSON =
      "SELECT " + ChatRows.PERSON + " FROM chat_people p WHERE ";
  private static final String SELECT_WORKSPACE_MEMBER =
      "SELECT "
          + ChatRows.WORKSPACE_MEMBER
          + " FROM chat_workspace_members m JOIN chat_people p ON p.id = m.user_id"
          + " WHERE m.workspace_id = ? AND ";
  private static final String SELECT_CHANNEL =
      "SELECT " + ChatRows.CHANNEL + " FROM chat_channels c WHERE ";
  private static final String SELECT_MEMBER =
      "SELECT "
          + ChatRows.MEMBER
          + " FROM chat_members m JOIN chat_people p ON p.id = m.user_id WHERE m.channel_id = ? AND ";
  private static final String UNREAD =
      """
      SELECT c.id, m.last_read_id, c.last_message_id,
        CASE WHEN c.last_message_id > COALESCE(m.last_read_id, '') THEN
          (SELECT COUNT(*) FROM (SELECT 1 FROM chat_messages x
            WHERE x.listed = 1 AND x.channel_id = c.id AND x.id > COALESCE(m.last_read_id, '')
              AND x.user_id <> m.user_id
            ORDER BY x.id LIMIT 100)) ELSE 0 END,
        CASE WHEN c.last_message_id > COALESCE(m.last_read_id, '') THEN
          (SELECT COUNT(*) FROM (SELECT 1 FROM chat_mentions n
            WHERE n.user_id = m.user_id AND n.channel_id = c.id
              AND n.message_id > COALESCE(m.last_read_id, '')
            ORDER BY n.message_id LIMIT 100)) ELSE 0 END, m.notify, m.muted_until
      FROM chat_members m JOIN chat_channels c ON c.id = m.channel_id
      """;

  private final ChatSql sql;
  private final ChatMessageQueries messages;

  SqlChatReader(ChatSql sql) {
    this.sql = sql;
    this.messages = new ChatMessageQueries(sql);
  }

  @Override
  public Optional<Person> person(String userId) {
    return sql.one(SELECT_PERSON + "p.id = ?", ChatRows::person, userId);
  }

  @Override
  public Optional<Person> personByHandle(String handle) {
    return sql.one(SELECT_PERSON + "p.handle = ?", ChatRows::person, handle);
  }

  @Override
  public Optional<Workspace> workspace(String workspaceId) {
    return sql.one(
        "SELECT " + ChatRows.WORKSPACE + " FROM chat_workspaces w WHERE w.id = ?",
        ChatRows::workspace,
        bytes(workspaceId));
  }

  @Override
  public List<Workspace> workspacesOf(String userId) {
    return sql.all(
        "SELECT "
            + ChatRows.WORKSPACE
            + " FROM chat_workspace_members m JOIN chat_workspaces w ON w.id = m.workspace_id"
            + " WHERE m.user_id = ? AND w.deleted_at IS NULL ORDER BY m.workspace_id",
        ChatRows::workspace,
        userId);
  }

  @Override
  public Optional<WorkspaceMember> workspaceMember(String workspaceId, String userId) {
    return sql.one(
        SELECT_WORKSPACE_MEMBER + "m.user_id = ?",
        ChatRows::workspaceMember,
        bytes(workspaceId),
        userId);
  }

  @Override
  public List<WorkspaceMember> workspaceMembers(
      String workspaceId, @Nullable String afterUserId, int limit) {
    return sql.all(
        SELECT_WORKSPACE_MEMBER + "m.user_id > ? ORDER BY m.user_id LIMIT ?",
        ChatRows::workspaceMember,
        bytes(workspaceId),
        afterUserId == null ? "" : afterUserId,
        limit);
  }

  @Override
  public Optional<Channel> channel(String channelId) {
    return sql.one(SELECT_CHANNEL + "c.id = ?", ChatRows::channel, bytes(channelId));
  }

  @Override
  public Optional<Channel> channelByName(String workspaceId, String name) {
    return sql.one(
        SELECT_CHANNEL + "c.workspace_id = ? AND c.lower_name = ?",
        ChatRows::channel,
        bytes(workspaceId),
        name.toLowerCase(Locale.ROOT));
  }

  @Override
  public Optional<Channel> directChannel(String workspaceId, String dmKey) {
    return sql.one(
        SELECT_CHANNEL + "c.workspace_id = ? AND c.dm_key = ?",
        ChatRows::channel,
        bytes(workspaceId),
        dmKey);
  }

  @Override
  public List<Channel> publicChannels(String workspaceId) {
    return sql.all(
        SELECT_CHANNEL + "c.workspace_id = ? AND c.type = 'PUBLIC' ORDER BY c.id",
        ChatRows::channel,
        bytes(workspaceId));
  }

  @Override
  public List<Channel> channelsOf(String workspaceId, String userId) {
    return sql.all(
        "SELECT "
            + ChatRows.CHANNEL
            + " FROM chat_members m JOIN chat_channels c ON c.id = m.channel_id"
            + " WHERE m.user_id = ? AND c.workspace_id = ? ORDER BY m.channel_id",
        ChatRows::channel,
        userId,
        bytes(workspaceId));
  }

  @Override
  public Optional<ChannelMember> member(String channelId, String userId) {
    return sql.one(SELECT_MEMBER + "m.user_id = ?", ChatRows::member, bytes(channelId), userId);
  }

  @Override
  public List<ChannelMember> members(String channelId, @Nullable String afterUserId, int limit) {
    return sql.all(
        SELECT_MEMBER + "m.user_id > ? ORDER BY m.user_id LIMIT ?",
        ChatRows::member,
        bytes(channelId),
        afterUserId == null ? "" : afterUserId,
        limit);
  }

  @Override
  public Optional<Message> message(String messageId) {
    return messages.byId(messageId);
  }

  @Override
  public List<Message> messages(MessageRange range) {
    return messages.range(range);
  }

  @Override
  public Optional<Unread> unreadOf(String channelId, String userId) {
    return sql.one(
        UNREAD + "WHERE m.channel_id = ? AND m.user_id = ?",
        ChatRows::unread,
        bytes(channelId),
        userId);
  }

  @Override
  public List<Unread> unread(String workspaceId, String userId) {
    return sql.all(
        UNREAD + "WHERE m.user_id = ? AND c.workspace_id = ? ORDER BY m.channel_id",
        ChatRows::unread,
        userId,
        bytes(workspaceId));
  }

  @Override
  public List<Person> repliers(String threadId, int limit) {
    return sql.all(
        "SELECT "
            + ChatRows.PERSON
            + " FROM chat_repliers t JOIN chat_people p ON p.id = t.user_id"
            + " WHERE t.thread_id = ? ORDER BY t.first_reply_id LIMIT ?",
        ChatRows::person,
        bytes(threadId),
        limit);
  }

  @Override
  public Optional<ThreadMark> threadMark(String threadId, String userId) {
    return ChatThreadMarks.find(sql, threadId, userId);
  }

  @Override
  public int unreadReplies(ThreadMark mark) {
    return ChatThreadMarks.unread(sql, mark);
  }

  @Override
  public List<ThreadMark> followed(String workspaceId, String userId, int limit) {
    return ChatThreadMarks.followed(sql, workspaceId, userId, limit);
  }

  @Override
  public List<Message> pins(String channelId, int limit) {
    return messages.pins(channelId, limit);
  }

  @Override
  public List<MessageEdit> edits(String messageId) {
    return sql.all(
        "SELECT seq, edited_at, editor_id, old_content FROM chat_edits WHERE message_id = ?"
            + " ORDER BY seq",
        row ->
            new MessageEdit(
                messageId, row.getLong(1), row.getLong(2), row.getString(3), row.getString(4)),
        bytes(messageId));
  }

  @Override
  public List<Message> search(MessageSearch search) {
    return messages.search(search);
  }

  @Override
  public Optional<Reaction> reaction(String reactionId) {
    return sql.one(
        "SELECT "
            + ChatRows.REACTION
            + " FROM chat_reactions r JOIN chat_people p ON p.id = r.user_id WHERE r.id = ?",
        ChatRows::reaction,
        bytes(reactionId));
  }

  @Override
  public Optional<String> sentBefore(
      String channelId, String userId, String key, long sinceMillis) {
    return sql.one(
        "SELECT message_id FROM chat_sends"
            + " WHERE channel_id = ? AND user_id = ? AND message_key = ? AND created_at >= ?",
        row -> ChatRows.id(row, 1),
        bytes(channelId),
        userId,
        bytes(key),
        sinceMillis);
  }

  @Override
  public List<ChatEvent> events(String channelId, long afterSeq, int limit) {
    return sql.all(
        "SELECT channel_id, seq, at, payload FROM chat_events WHERE channel_id = ? AND seq > ?"
            + " ORDER BY seq LIMIT ?",
        ChatRows::event,
        bytes(channelId),
        afterSeq,
        limit);
  }

  @Override
  public Optional<Invite> invite(String code) {
    return sql.one(
        "SELECT " + ChatRows.INVITE + " FROM chat_invites WHERE code = ?", ChatRows::invite, code);
  }

  @Override
  public List<Invite> invites(String workspaceId) {
    return sql.all(
        "SELECT " + ChatRows.INVITE + " FROM chat_invites WHERE workspace_id = ? ORDER BY code",
        ChatRows::invite,
        bytes(workspaceId));
  }

  @Override
  public Optional<Upload> upload(String uploadId) {
    return sql.one(
        "SELECT " + ChatRows.UPLOAD + " FROM chat_uploads WHERE id = ?",
        ChatRows::upload,
        bytes(uploadId));
  }

  @Override
  public long uploadedBytes(String userId) {
    return sql.one(
            "SELECT COALESCE(SUM(size), 0) FROM chat_uploads WHERE uploader_id = ?",
            row -> row.getLong(1),
            userId)
        .orElse(0L);
  }

  @Override
  public List<AuditEntry> audit(String workspaceId, @Nullable String beforeId, int limit) {
    return sql.all(
        "SELECT id, at, actor_id, action, target, detail FROM chat_audit"
            + " WHERE workspace_id = ? AND id < ? ORDER BY id DESC LIMIT ?",
        row ->
            new AuditEntry(
                ChatRows.id(row, 1),
                workspaceId,
                row.getLong(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6)),
        bytes(workspaceId),
        bytes(beforeId == null ? Ids.LAST : beforeId),
        limit);
  }
}
