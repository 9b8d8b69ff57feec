package dev.carillon.storage.sql.chat;

import static dev.carillon.storage.sql.IdBytes.bytes;
import static dev.carillon.storage.sql.IdBytes.bytesOrNull;

import dev.carillon.chat.codec.ChatBytes;
import dev.carillon.chat.model.Attachment;
import dev.carillon.chat.model.AuditEntry;
import dev.carillon.chat.model.Channel;
import dev.carillon.chat.model.ChannelMember;
import dev.carillon.chat.model.ChatEvent;
import dev.carillon.chat.model.ChatTransaction;
import dev.carillon.chat.model.Invite;
import dev.carillon.chat.model.Message;
import dev.carillon.chat.model.MessageEdit;
import dev.carillon.chat.model.Person;
import dev.carillon.chat.model.Reaction;
import dev.carillon.chat.model.ThreadMark;
import dev.carillon.chat.model.Upload;
import dev.carillon.chat.model.Workspace;
import dev.carillon.chat.model.WorkspaceMember;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The chat's changes in a database. What changes without a channel's lock is ordered by one for all
 * such works, see {@link Sql#lockUnlessLocked}.
 */
final class SqlChatTransaction extends SqlChatReader implements ChatTransaction {
  private final ChatSql sql;

  SqlChatTransaction(ChatSql sql) {
    super(sql);
    this.sql = sql;
  }

  @Override
  public Optional<Channel> lockChannel(String channelId) {
    sql.lock(channelId);
    return channel(channelId);
  }

  @Override
  public void putPerson(Person person) {
    sql.update(
        """
        INSERT INTO chat_people (id, name, handle, avatar_url, kind, status_text)
        VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET name = excluded.name, handle = excluded.handle,
          avatar_url = excluded.avatar_url, kind = excluded.kind,
          status_text = excluded.status_text\
        """,
        person.id(),
        person.name(),
        person.handle(),
        person.avatarUrl(),
        person.kind().name(),
        person.statusText());
  }

  @Override
  public void insertWorkspace(Workspace workspace) {
    ChatChannelChanges.insert(sql, workspace);
  }

  @Override
  public void updateWorkspace(Workspace workspace) {
    ChatChannelChanges.update(sql, workspace);
  }

  @Override
  public void putWorkspaceMember(WorkspaceMember member) {
    sql.update(
        """
        INSERT INTO chat_workspace_members (workspace_id, user_id, role, joined_at)
        VALUES (?, ?, ?, ?)
        ON CONFLICT (workspace_id, user_id) DO UPDATE SET role = excluded.role\
        """,
        bytes(member.workspaceId()),
        member.person().id(),
        member.role().name(),
        member.joinedAtMillis());
  }

  @Override
  public void deleteWorkspaceMember(String workspaceId, String userId) {
    sql.update(
        "DELETE FROM chat_workspace_members WHERE workspace_id = ? AND user_id = ?",
        bytes(workspaceId),
        userId);
  }

  @Override
  public void deleteMembersOf(String workspaceId) {
    byte[] workspace = bytes(workspaceId);
    sql.update(
        "DELETE FROM chat_members WHERE channel_id IN"
            + " (SELECT id FROM chat_channels WHERE workspace_id = ?)",
        workspace);
    sql.update("UPDATE chat_channels SET member_count = 0 WHERE workspace_id = ?", workspace);
    sql.update("DELETE FROM chat_workspace_members WHERE workspace_id = ?", workspace);
  }

  @Override
  public void insertChannel(Channel channel) {
    ChatChannelChanges.insert(sql, channel);
  }

  @Override
  public void updateChannel(Channel channel) {
    ChatChannelChanges.update(sql, channel);
  }

  @Override
  public void updateChannelState(String channelId, Channel.State state) {
    ChatChannelChanges.updateState(sql, channelId, state);
  }

  @Override
  public void putMember(ChannelMember member) {
    sql.update(
        """
        INSERT INTO chat_members (channel_id, user_id, role, joined_at, last_read_id, last_sent_at,
          notify, muted_until)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (channel_id, user_id) DO UPDATE SET role = excluded.role,
          last_read_id = excluded.last_read_id, last_sent_at = excluded.last_sent_at,
          notify = excluded.notify, muted_until = excluded.muted_until\
        """,
        bytes(member.channelId()),
        member.userId(),
        member.role().name(),
        member.joinedAtMillis(),
        bytesOrNull(member.lastReadId()),
        member.lastSentAtMillis(),
        member.attention().level().name(),
        member.attention().mutedUntilMillis());
  }

  @Override
  public void deleteMember(String channelId, String userId) {
    sql.update(
        "DELETE FROM chat_members WHERE channel_id = ? AND user_id = ?", bytes(channelId), userId);
  }

  @Override
  public void insertMessage(Message message) {
    ChatMessageChanges.insert(sql, message);
  }

  @Override
  public void updateMessage(Message message) {
    ChatMessageChanges.update(sql, message);
  }

  @Override
  public void updateMessageState(String messageId, Message.State state) {
    ChatMessageChanges.updateState(sql, messageId, state);
  }

  @Override
  public void addReplies(String threadId, String userId, int difference, String replyId) {
    ChatMessageChanges.addReplies(sql, threadId, userId, difference, replyId);
  }

  @Override
  public void putThreadMark(ThreadMark mark) {
    ChatThreadMarks.put(sql, mark);
  }

  @Override
  public void insertEdit(MessageEdit edit) {
    sql.update(
        "INSERT INTO chat_edits (message_id, seq, edited_at, editor_id, old_content)"
            + " VALUES (?, ?, ?, ?, ?)",
        bytes(edit.messageId()),
        edit.seq(),
        edit.editedAtMillis(),
        edit.editorId(),
        edit.oldContent());
  }

  @Override
  public void deleteEdits(String messageId) {
    sql.update("DELETE FROM chat_edits WHERE message_id = ?", bytes(messageId));
  }

  @Override
  public void insertReaction(Reaction reaction) {
    sql.update(
        "INSERT INTO chat_reactions (message_id, emoji, user_id, id) VALUES (?, ?, ?, ?)",
        bytes(reaction.messageId()),
        reaction.emoji(),
        reaction.person().id(),
        bytes(reaction.id()));
    countReactions(reaction.messageId(), 1);
  }

  @Override
  public void deleteReaction(Reaction reaction) {
    int gone = sql.count("DELETE FROM chat_reactions WHERE id = ?", bytes(reaction.id()));
    countReactions(reaction.messageId(), -gone);
  }

  private void countReactions(String messageId, int difference) {
    sql.update(
        "UPDATE chat_messages SET reactions = reactions + ? WHERE id = ?",
        difference,
        bytes(messageId));
  }

  @Override
  public void rememberSend(
      String channelId, String userId, String key, String messageId, long nowMillis) {
    sql.update(
        """
        INSERT INTO chat_sends (channel_id, user_id, message_key, message_id, created_at)
        VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (channel_id, user_id, message_key) DO UPDATE
          SET message_id = excluded.message_id, created_at = excluded.created_at\
        """,
        bytes(channelId),
        userId,
        bytes(key),
        bytes(messageId),
        nowMillis);
  }

  @Override
  public void insertEvent(ChatEvent event) {
    sql.update(
        "INSERT INTO chat_events (channel_id, seq, at, payload) VALUES (?, ?, ?, ?)",
        bytes(event.channelId()),
        event.seq(),
        event.atMillis(),
        ChatBytes.of(event));
  }

  @Override
  public void replaceEvent(ChatEvent event) {
    sql.update(
        "UPDATE chat_events SET payload = ? WHERE channel_id = ? AND seq = ?",
        ChatBytes.of(event),
        bytes(event.channelId()),
        event.seq());
  }

  @Override
  public void insertInvite(Invite invite) {
    sql.update(
        "INSERT INTO chat_invites (code, workspace_id, channel_id, created_by, expires_at,"
            + " uses_left) VALUES (?, ?, ?, ?, ?, ?)",
        invite.code(),
        bytes(invite.workspaceId()),
        bytesOrNull(invite.channelId()),
        invite.createdBy(),
        invite.expiresAtMillis(),
        invite.usesLeft());
  }

  @Override
  public void updateInvite(Invite invite) {
    sql.update(
        "UPDATE chat_invites SET expires_at = ?, uses_left = ? WHERE code = ?",
        invite.expiresAtMillis(),
        invite.usesLeft(),
        invite.code());
  }

  @Override
  public void deleteInvite(String code) {
    sql.update("DELETE FROM chat_invites WHERE code = ?", code);
  }

  @Override
  public void insertUpload(Upload upload) {
    Attachment file = upload.attachment();
    Attachment.Pixels pixels = file.pixels();
    sql.update(
        "INSERT INTO chat_uploads ("
            + ChatRows.UPLOAD
            + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        bytes(file.id()),
        file.filename(),
        file.contentType(),
        file.sizeBytes(),
        pixels == null ? null : pixels.width(),
        pixels == null ? null : pixels.height(),
        upload.uploaderId(),
        upload.storageKey(),
        upload.sha256(),
        bytesOrNull(upload.channelId()),
        bytesOrNull(upload.messageId()),
        upload.createdAtMillis());
  }

  @Override
  public void bindUpload(String uploadId, @Nullable String channelId, @Nullable String messageId) {
    sql.update(
        "UPDATE chat_uploads SET channel_id = ?, message_id = ? WHERE id = ?",
        bytesOrNull(channelId),
        bytesOrNull(messageId),
        bytes(uploadId));
  }

  @Override
  public void deleteUpload(String uploadId) {
    sql.update("DELETE FROM chat_uploads WHERE id = ?", bytes(uploadId));
  }

  @Override
  public List<Upload> orphans(long beforeMillis, int limit) {
    return sql.all(
        "SELECT "
            + ChatRows.UPLOAD
            + " FROM chat_uploads WHERE message_id IS NULL AND created_at < ?"
            + " ORDER BY created_at LIMIT ?",
        ChatRows::upload,
        beforeMillis,
        limit);
  }

  @Override
  public void insertAudit(AuditEntry entry) {
    sql.update(
        "INSERT INTO chat_audit (workspace_id, id, at, actor_id, action, target, detail)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?)",
        bytes(entry.workspaceId()),
        bytes(entry.id()),
        entry.atMillis(),
        entry.actorId(),
        entry.action(),
        entry.target(),
        entry.detail());
  }

  @Override
  public int forgetSends(long beforeMillis, int limit) {
    return ChatForgetting.sends(sql, beforeMillis, limit);
  }

  @Override
  public int forgetEvents(long beforeMillis, int limit) {
    return ChatForgetting.events(sql, beforeMillis, limit);
  }

  @Override
  public int forgetEventsBeyond(int keptPerChannel, int limit) {
    return ChatForgetting.eventsBeyond(sql, keptPerChannel, limit);
  }
}
