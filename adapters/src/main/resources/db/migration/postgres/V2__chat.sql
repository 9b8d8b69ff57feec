-- The tables of sqlite/V2, V5 and V6 as PostgreSQL has them.
-- The chat. Ids are 16 bytes, but for those of users, which are the identity's texts. Ids of
-- messages grow within their channel, and tell when the message was sent.

CREATE TABLE chat_people (
  id              TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  name            TEXT NOT NULL,
  handle          TEXT COLLATE "C" NOT NULL UNIQUE,
  avatar_url      TEXT,
  kind            TEXT NOT NULL,
  status_text     TEXT
);

CREATE TABLE chat_workspaces (
  id              BYTEA NOT NULL PRIMARY KEY,
  name            TEXT NOT NULL,
  description     TEXT,
  is_public       INTEGER NOT NULL,
  owner_id        TEXT COLLATE "C" NOT NULL,
  edit_window_seconds INTEGER,
  created_at      BIGINT NOT NULL,
  deleted_at      BIGINT
);

CREATE TABLE chat_workspace_members (
  workspace_id    BYTEA NOT NULL,
  user_id         TEXT COLLATE "C" NOT NULL,
  role            TEXT NOT NULL,
  joined_at       BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, user_id)
);
CREATE INDEX chat_workspaces_of_user ON chat_workspace_members (user_id, workspace_id);

-- Each message changes its row here, so pages have room for that.
-- lower_name is null where the name need not be unique: direct and archived channels.
CREATE TABLE chat_channels (
  id              BYTEA NOT NULL PRIMARY KEY,
  workspace_id    BYTEA NOT NULL,
  type            TEXT NOT NULL,
  name            TEXT NOT NULL,
  lower_name      TEXT COLLATE "C",
  description     TEXT,
  topic           TEXT,
  dm_key          TEXT COLLATE "C",
  slow_mode       INTEGER NOT NULL,
  read_receipts   INTEGER NOT NULL,
  read_only       INTEGER NOT NULL,
  created_by      TEXT COLLATE "C" NOT NULL,
  created_at      BIGINT NOT NULL,
  archived_at     BIGINT,
  last_seq        BIGINT NOT NULL,
  last_message_id BYTEA,
  last_id         BYTEA,
  member_count    INTEGER NOT NULL
) WITH (fillfactor = 50);
CREATE UNIQUE INDEX chat_channels_by_name ON chat_channels (workspace_id, lower_name)
  WHERE lower_name IS NOT NULL;
CREATE UNIQUE INDEX chat_channels_direct ON chat_channels (workspace_id, dm_key)
  WHERE dm_key IS NOT NULL;
CREATE INDEX chat_channels_public ON chat_channels (workspace_id) WHERE type = 'PUBLIC';

CREATE TABLE chat_members (
  channel_id      BYTEA NOT NULL,
  user_id         TEXT COLLATE "C" NOT NULL,
  role            TEXT NOT NULL,
  joined_at       BIGINT NOT NULL,
  last_read_id    BYTEA,
  last_sent_at    BIGINT NOT NULL,
  notify          TEXT NOT NULL,
  muted_until     BIGINT NOT NULL,
  PRIMARY KEY (channel_id, user_id)
) WITH (fillfactor = 80);
CREATE INDEX chat_members_of_user ON chat_members (user_id, channel_id);

-- number: in the order in which messages came. words: those of its text, as the server makes them.
-- listed: the channel's own list shows it; 0 for replies and for what was deleted. A deleted message keeps its row, without its text.
CREATE TABLE chat_messages (
  number          BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id              BYTEA NOT NULL UNIQUE,
  channel_id      BYTEA NOT NULL,
  seq             BIGINT NOT NULL,
  user_id         TEXT COLLATE "C" NOT NULL,
  thread_id       BYTEA,
  broadcast       INTEGER NOT NULL,
  listed          INTEGER NOT NULL,
  content         TEXT NOT NULL,
  attachments     BYTEA,
  mentions        TEXT NOT NULL,
  edited_at       BIGINT,
  deleted_at      BIGINT,
  pinned_at       BIGINT,
  reply_count     INTEGER NOT NULL,
  last_reply_id   BYTEA,
  thread_started  INTEGER NOT NULL,
  reactions       INTEGER NOT NULL DEFAULT 0,
  words           TSVECTOR NOT NULL DEFAULT ''
);
CREATE INDEX chat_messages_listed ON chat_messages (channel_id, id, user_id) WHERE listed = 1;
CREATE INDEX chat_messages_alive ON chat_messages (channel_id, id) WHERE deleted_at IS NULL;
CREATE INDEX chat_messages_thread ON chat_messages (thread_id, id)
  WHERE thread_id IS NOT NULL AND deleted_at IS NULL;
CREATE INDEX chat_messages_pinned ON chat_messages (channel_id, pinned_at)
  WHERE pinned_at IS NOT NULL;

CREATE TABLE chat_edits (
  message_id      BYTEA NOT NULL,
  seq             BIGINT NOT NULL,
  edited_at       BIGINT NOT NULL,
  editor_id       TEXT COLLATE "C" NOT NULL,
  old_content     TEXT NOT NULL,
  PRIMARY KEY (message_id, seq)
);

-- The same sent again within a day is recognised by this. message_key is 16 bytes of a SHA-256.
CREATE TABLE chat_sends (
  channel_id      BYTEA NOT NULL,
  user_id         TEXT COLLATE "C" NOT NULL,
  message_key     BYTEA NOT NULL,
  message_id      BYTEA NOT NULL,
  created_at      BIGINT NOT NULL,
  PRIMARY KEY (channel_id, user_id, message_key)
);
CREATE INDEX chat_sends_by_time ON chat_sends (created_at);

CREATE TABLE chat_reactions (
  message_id      BYTEA NOT NULL,
  emoji           TEXT COLLATE "C" NOT NULL,
  user_id         TEXT COLLATE "C" NOT NULL,
  id              BYTEA NOT NULL UNIQUE,
  PRIMARY KEY (message_id, emoji, user_id)
);

CREATE TABLE chat_repliers (
  thread_id       BYTEA NOT NULL,
  user_id         TEXT COLLATE "C" NOT NULL,
  replies         INTEGER NOT NULL,
  first_reply_id  BYTEA NOT NULL,
  PRIMARY KEY (thread_id, user_id)
);
CREATE INDEX chat_repliers_in_order ON chat_repliers (thread_id, first_reply_id);

-- Of listed messages only: what an unread count counts.
CREATE TABLE chat_mentions (
  user_id         TEXT COLLATE "C" NOT NULL,
  channel_id      BYTEA NOT NULL,
  message_id      BYTEA NOT NULL,
  PRIMARY KEY (user_id, channel_id, message_id)
);

CREATE TABLE chat_uploads (
  id              BYTEA NOT NULL PRIMARY KEY,
  uploader_id     TEXT COLLATE "C" NOT NULL,
  channel_id      BYTEA,
  message_id      BYTEA,
  filename        TEXT NOT NULL,
  content_type    TEXT NOT NULL,
  size            BIGINT NOT NULL,
  width           INTEGER,
  height          INTEGER,
  sha256          TEXT NOT NULL,
  storage_key     TEXT NOT NULL,
  created_at      BIGINT NOT NULL
);
-- How much of the disk a user's files take.
CREATE INDEX chat_uploads_of_user ON chat_uploads (uploader_id, size);
CREATE INDEX chat_uploads_orphans ON chat_uploads (created_at) WHERE message_id IS NULL;

-- What was told of a channel, as it was told.
CREATE TABLE chat_events (
  channel_id      BYTEA NOT NULL,
  seq             BIGINT NOT NULL,
  at              BIGINT NOT NULL,
  payload         BYTEA NOT NULL,
  PRIMARY KEY (channel_id, seq)
);
CREATE INDEX chat_events_by_time ON chat_events (at);

CREATE TABLE chat_invites (
  code            TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  workspace_id    BYTEA NOT NULL,
  channel_id      BYTEA,
  created_by      TEXT COLLATE "C" NOT NULL,
  expires_at      BIGINT,
  uses_left       INTEGER
);
CREATE INDEX chat_invites_of_workspace ON chat_invites (workspace_id);

CREATE TABLE chat_audit (
  workspace_id    BYTEA NOT NULL,
  id              BYTEA NOT NULL,
  at              BIGINT NOT NULL,
  actor_id        TEXT COLLATE "C" NOT NULL,
  action          TEXT NOT NULL,
  target          TEXT NOT NULL,
  detail          TEXT,
  PRIMARY KEY (workspace_id, id)
);

CREATE INDEX chat_messages_words ON chat_messages USING GIN (words) WHERE deleted_at IS NULL;

-- Each user's place in the threads that he or she has to do with.
CREATE TABLE chat_thread_marks (
  user_id         TEXT COLLATE "C" NOT NULL,
  thread_id       BYTEA NOT NULL,
  following       INTEGER NOT NULL,
  last_read_id    BYTEA,
  PRIMARY KEY (user_id, thread_id)
);
