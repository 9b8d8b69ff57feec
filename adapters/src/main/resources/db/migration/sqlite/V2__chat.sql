-- The chat. Ids are 16 bytes, but for those of users, which are the identity's texts. Ids of
-- messages grow within their channel, and tell when the message was sent.

CREATE TABLE chat_people (
  id          TEXT    NOT NULL PRIMARY KEY,
  name        TEXT    NOT NULL,
  handle      TEXT    NOT NULL UNIQUE,
  avatar_url  TEXT,
  kind        TEXT    NOT NULL,
  status_text TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE chat_workspaces (
  id                  BLOB    NOT NULL PRIMARY KEY,
  name                TEXT    NOT NULL,
  description         TEXT,
  is_public           INTEGER NOT NULL,
  owner_id            TEXT    NOT NULL,
  edit_window_seconds INTEGER,
  created_at          INTEGER NOT NULL,
  deleted_at          INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE chat_workspace_members (
  workspace_id BLOB    NOT NULL,
  user_id      TEXT    NOT NULL,
  role         TEXT    NOT NULL,
  joined_at    INTEGER NOT NULL,
  PRIMARY KEY (workspace_id, user_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX chat_workspaces_of_user ON chat_workspace_members (user_id, workspace_id);

-- lower_name is null where the name need not be unique: direct and archived channels.
CREATE TABLE chat_channels (
  id              BLOB    NOT NULL PRIMARY KEY,
  workspace_id    BLOB    NOT NULL,
  type            TEXT    NOT NULL,
  name            TEXT    NOT NULL,
  lower_name      TEXT,
  description     TEXT,
  topic           TEXT,
  dm_key          TEXT,
  slow_mode       INTEGER NOT NULL,
  read_receipts   INTEGER NOT NULL,
  read_only       INTEGER NOT NULL,
  created_by      TEXT    NOT NULL,
  created_at      INTEGER NOT NULL,
  archived_at     INTEGER,
  last_seq        INTEGER NOT NULL,
  last_message_id BLOB,
  last_id         BLOB,
  member_count    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX chat_channels_by_name ON chat_channels (workspace_id, lower_name)
  WHERE lower_name IS NOT NULL;
CREATE UNIQUE INDEX chat_channels_direct ON chat_channels (workspace_id, dm_key)
  WHERE dm_key IS NOT NULL;
CREATE INDEX chat_channels_public ON chat_channels (workspace_id) WHERE type = 'PUBLIC';

CREATE TABLE chat_members (
  channel_id   BLOB    NOT NULL,
  user_id      TEXT    NOT NULL,
  role         TEXT    NOT NULL,
  joined_at    INTEGER NOT NULL,
  last_read_id BLOB,
  last_sent_at INTEGER NOT NULL,
  PRIMARY KEY (channel_id, user_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX chat_members_of_user ON chat_members (user_id, channel_id);

-- number is what the search index refers to. listed: the channel's own list shows it; 0 for replies
-- and for what was deleted. A deleted message keeps its row, without its text.
CREATE TABLE chat_messages (
  number         INTEGER PRIMARY KEY,
  id             BLOB    NOT NULL UNIQUE,
  channel_id     BLOB    NOT NULL,
  seq            INTEGER NOT NULL,
  user_id        TEXT    NOT NULL,
  thread_id      BLOB,
  broadcast      INTEGER NOT NULL,
  listed         INTEGER NOT NULL,
  content        TEXT    NOT NULL,
  attachments    BLOB,
  mentions       TEXT    NOT NULL,
  edited_at      INTEGER,
  deleted_at     INTEGER,
  pinned_at      INTEGER,
  reply_count    INTEGER NOT NULL,
  last_reply_id  BLOB,
  thread_started INTEGER NOT NULL,
  reactions      INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX chat_messages_listed ON chat_messages (channel_id, id, user_id) WHERE listed = 1;
CREATE INDEX chat_messages_alive ON chat_messages (channel_id, id) WHERE deleted_at IS NULL;
CREATE INDEX chat_messages_thread ON chat_messages (thread_id, id)
  WHERE thread_id IS NOT NULL AND deleted_at IS NULL;
CREATE INDEX chat_messages_pinned ON chat_messages (channel_id, pinned_at)
  WHERE pinned_at IS NOT NULL;

CREATE TABLE chat_edits (
  message_id  BLOB    NOT NULL,
  seq         INTEGER NOT NULL,
  edited_at   INTEGER NOT NULL,
  editor_id   TEXT    NOT NULL,
  old_content TEXT    NOT NULL,
  PRIMARY KEY (message_id, seq)
) STRICT, WITHOUT ROWID;

-- The same sent again within a day is recognised by this. message_key is 16 bytes of a SHA-256.
CREATE TABLE chat_sends (
  channel_id  BLOB    NOT NULL,
  user_id     TEXT    NOT NULL,
  message_key BLOB    NOT NULL,
  message_id  BLOB    NOT NULL,
  created_at  INTEGER NOT NULL,
  PRIMARY KEY (channel_id, user_id, message_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX chat_sends_by_time ON chat_sends (created_at);

CREATE TABLE chat_reactions (
  message_id BLOB NOT NULL,
  emoji      TEXT NOT NULL,
  user_id    TEXT NOT NULL,
  id         BLOB NOT NULL UNIQUE,
  PRIMARY KEY (message_id, emoji, user_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE chat_repliers (
  thread_id      BLOB    NOT NULL,
  user_id        TEXT    NOT NULL,
  replies        INTEGER NOT NULL,
  first_reply_id BLOB    NOT NULL,
  PRIMARY KEY (thread_id, user_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX chat_repliers_in_order ON chat_repliers (thread_id, first_reply_id);

-- Of listed messages only: what an unread count counts.
CREATE TABLE chat_mentions (
  user_id    TEXT NOT NULL,
  channel_id BLOB NOT NULL,
  message_id BLOB NOT NULL,
  PRIMARY KEY (user_id, channel_id, message_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE chat_uploads (
  id           BLOB    NOT NULL PRIMARY KEY,
  uploader_id  TEXT    NOT NULL,
  channel_id   BLOB,
  message_id   BLOB,
  filename     TEXT    NOT NULL,
  content_type TEXT    NOT NULL,
  size         INTEGER NOT NULL,
  width        INTEGER,
  height       INTEGER,
  sha256       TEXT    NOT NULL,
  storage_key  TEXT    NOT NULL,
  created_at   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX chat_uploads_orphans ON chat_uploads (created_at) WHERE message_id IS NULL;

-- What was told of a channel, as it was told.
CREATE TABLE chat_events (
  channel_id BLOB    NOT NULL,
  seq        INTEGER NOT NULL,
  at         INTEGER NOT NULL,
  payload    BLOB    NOT NULL,
  PRIMARY KEY (channel_id, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX chat_events_by_time ON chat_events (at);

CREATE TABLE chat_invites (
  code         TEXT    NOT NULL PRIMARY KEY,
  workspace_id BLOB    NOT NULL,
  channel_id   BLOB,
  created_by   TEXT    NOT NULL,
  expires_at   INTEGER,
  uses_left    INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX chat_invites_of_workspace ON chat_invites (workspace_id);

CREATE TABLE chat_audit (
  workspace_id BLOB    NOT NULL,
  id           BLOB    NOT NULL,
  at           INTEGER NOT NULL,
  actor_id     TEXT    NOT NULL,
  action       TEXT    NOT NULL,
  target       TEXT    NOT NULL,
  detail       TEXT,
  PRIMARY KEY (workspace_id, id)
) STRICT, WITHOUT ROWID;

-- The words of the messages. secure-delete: what was deleted is nowhere in it.
CREATE VIRTUAL TABLE chat_search USING fts5(
  content, content = 'chat_messages', content_rowid = 'number',
  tokenize = 'unicode61 remove_diacritics 2'
);
INSERT INTO chat_search (chat_search, rank) VALUES ('secure-delete', 1);

CREATE TRIGGER chat_search_insert AFTER INSERT ON chat_messages BEGIN
  INSERT INTO chat_search (rowid, content) VALUES (new.number, new.content);
END;
CREATE TRIGGER chat_search_update AFTER UPDATE OF content ON chat_messages
WHEN old.content IS NOT new.content BEGIN
  INSERT INTO chat_search (chat_search, rowid, content)
    VALUES ('delete', old.number, old.content);
  INSERT INTO chat_search (rowid, content) VALUES (new.number, new.content);
END;
