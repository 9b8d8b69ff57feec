package dev.carillon.storage.sql.chat;

import static dev.carillon.storage.sql.IdBytes.bytes;
import static dev.carillon.storage.sql.IdBytes.bytesOrNull;

import dev.carillon.chat.model.Channel;
import dev.carillon.chat.model.Workspace;
import java.util.Locale;

/** Writes workspaces and channels. */
final class ChatChannelChanges {
  private ChatChannelChanges() {}

  static void insert(ChatSql sql, Channel channel) {
    sql.update(
        """
        INSERT INTO chat_channels (id, workspace_id, type, dm_key, name, slow_mode, read_receipts,
          read_only, created_by, created_at, last_seq, member_count)
        VALUES (?, ?, ?, ?, '', 0, 0, 0, ?, ?, 0, 0)\
        """,
        bytes(channel.id()),
        bytes(channel.workspaceId()),
        channel.type().name(),
        channel.dmKey(),
        channel.state().createdBy(),
        channel.state().createdAtMillis());
    update(sql, channel);
  }

  static void update(ChatSql sql, Channel channel) {
    Channel.Profile profile = channel.profile();
    Channel.Settings settings = channel.settings();
    boolean unique = channel.type() != Channel.Type.DIRECT && !channel.isArchived();
    sql.update(
        """
        UPDATE chat_channels SET name = ?, lower_name = ?, description = ?, topic = ?,
          slow_mode = ?, read_receipts = ?, read_only = ?
        WHERE id = ?\
        """,
        profile.name(),
        unique ? profile.name().toLowerCase(Locale.ROOT) : null,
        profile.description(),
        profile.topic(),
        settings.slowModeSeconds(),
        settings.readReceipts(),
        settings.readOnly(),
        bytes(channel.id()));
    updateState(sql, channel.id(), channel.state());
  }

  static void updateState(ChatSql sql, String channelId, Channel.State state) {
    sql.update(
        """
        UPDATE chat_channels SET last_seq = ?, last_message_id = ?, last_id = ?, member_count = ?,
          archived_at = ?
        WHERE id = ?\
        """,
        state.lastSeq(),
        bytesOrNull(state.lastMessageId()),
        bytesOrNull(state.lastId()),
        state.memberCount(),
        state.archivedAtMillis(),
        bytes(channelId));
  }

  static void insert(ChatSql sql, Workspace workspace) {
    sql.update(
        """
        INSERT INTO chat_workspaces (name, description, is_public, edit_window_seconds, deleted_at,
          owner_id, created_at, id)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)\
        """,
        workspace.name(),
        workspace.description(),
        workspace.isPublic(),
        workspace.settings().editWindowSeconds(),
        workspace.dates().deletedAtMillis(),
        workspace.ownerId(),
        workspace.dates().createdAtMillis(),
        bytes(workspace.id()));
  }

  static void update(ChatSql sql, Workspace workspace) {
    sql.update(
        """
        UPDATE chat_workspaces SET name = ?, description = ?, is_public = ?,
          edit_window_seconds = ?, deleted_at = ?
        WHERE id = ?\
        """,
        workspace.name(),
        workspace.description(),
        workspace.isPublic(),
        workspace.settings().editWindowSeconds(),
        workspace.dates().deletedAtMillis(),
        bytes(workspace.id()));
  }
}
