-- Times are milliseconds since 1970. Roles are words joined by a space.

CREATE TABLE users (
  id            TEXT    NOT NULL PRIMARY KEY,
  email         TEXT    NOT NULL UNIQUE,
  name          TEXT    NOT NULL,
  roles         TEXT    NOT NULL,
  password_hash TEXT    NOT NULL,
  created_at    INTEGER NOT NULL,
  suspended     INTEGER NOT NULL DEFAULT 0,
  tokens_after  INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- One login and its refresh tokens; token_hash is the SHA-256 of the one that is good.
CREATE TABLE families (
  id         TEXT    NOT NULL PRIMARY KEY,
  user_id    TEXT    NOT NULL REFERENCES users (id),
  token_hash TEXT    NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  revoked_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX families_of_user ON families (user_id);
CREATE INDEX families_ended ON families (expires_at);
CREATE INDEX families_revoked ON families (revoked_at) WHERE revoked_at IS NOT NULL;

CREATE TABLE api_keys (
  id         TEXT    NOT NULL PRIMARY KEY,
  user_id    TEXT    NOT NULL REFERENCES users (id),
  name       TEXT    NOT NULL,
  hint       TEXT    NOT NULL,
  value_hash TEXT    NOT NULL UNIQUE,
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX api_keys_of_user ON api_keys (user_id);

-- seq is the order of creation. A deleted message keeps its row, without its text, for the pages
-- that begin at it and for its idempotency key. The author may come from elsewhere: no reference.
CREATE TABLE messages (
  seq             INTEGER PRIMARY KEY,
  id              TEXT    NOT NULL UNIQUE,
  user_id         TEXT    NOT NULL,
  recipient_id    TEXT,
  channel_id      TEXT,
  content         TEXT    NOT NULL,
  attachments     TEXT    NOT NULL,
  metadata        TEXT,
  created_at      INTEGER NOT NULL,
  updated_at      INTEGER NOT NULL,
  deleted_at      INTEGER,
  idempotency_key TEXT,
  fingerprint     TEXT
) STRICT;
CREATE INDEX messages_by_author ON messages (user_id, seq);
CREATE INDEX messages_to_user ON messages (recipient_id, seq) WHERE recipient_id IS NOT NULL;
CREATE INDEX messages_in_channel ON messages (channel_id, seq) WHERE channel_id IS NOT NULL;
CREATE INDEX messages_public ON messages (seq) WHERE recipient_id IS NULL;
CREATE UNIQUE INDEX messages_by_key ON messages (user_id, idempotency_key)
  WHERE idempotency_key IS NOT NULL;
