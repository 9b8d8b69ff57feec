-- The tables of sqlite/V1, V3 and V5 as PostgreSQL has them. Texts are compared by their bytes, as SQLite does.
-- Times are milliseconds since 1970. Roles are words joined by a space. What is true or false is 1 or 0, as in SQLite:
-- so both have the same statements.

CREATE TABLE users (
  id            TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  email         TEXT COLLATE "C" NOT NULL UNIQUE,
  name          TEXT    NOT NULL,
  roles         TEXT    NOT NULL,
  password_hash TEXT    NOT NULL,
  created_at    BIGINT  NOT NULL,
  suspended     INTEGER NOT NULL DEFAULT 0,
  tokens_after  BIGINT  NOT NULL DEFAULT 0
);

-- One login and its refresh tokens; token_hash is the SHA-256 of the one that is good.
CREATE TABLE families (
  id         TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  user_id    TEXT COLLATE "C" NOT NULL REFERENCES users (id),
  token_hash TEXT   NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  revoked_at BIGINT
);
CREATE INDEX families_of_user ON families (user_id);
CREATE INDEX families_ended ON families (expires_at);
CREATE INDEX families_revoked ON families (revoked_at) WHERE revoked_at IS NOT NULL;

CREATE TABLE api_keys (
  id         TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  user_id    TEXT COLLATE "C" NOT NULL REFERENCES users (id),
  name       TEXT   NOT NULL,
  hint       TEXT   NOT NULL,
  value_hash TEXT   NOT NULL UNIQUE,
  created_at BIGINT NOT NULL
);
CREATE INDEX api_keys_of_user ON api_keys (user_id);

-- seq is the order of creation. A deleted message keeps its row, without its text, for the pages
-- that begin at it and for its idempotency key. The author may come from elsewhere: no reference.
CREATE TABLE messages (
  seq             BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id              TEXT COLLATE "C" NOT NULL UNIQUE,
  user_id         TEXT COLLATE "C" NOT NULL,
  recipient_id    TEXT COLLATE "C",
  channel_id      TEXT COLLATE "C",
  content         TEXT   NOT NULL,
  attachments     TEXT   NOT NULL,
  metadata        TEXT,
  created_at      BIGINT NOT NULL,
  updated_at      BIGINT NOT NULL,
  deleted_at      BIGINT,
  idempotency_key TEXT COLLATE "C",
  fingerprint     TEXT
);
CREATE INDEX messages_by_author ON messages (user_id, seq);
CREATE INDEX messages_to_user ON messages (recipient_id, seq) WHERE recipient_id IS NOT NULL;
CREATE INDEX messages_in_channel ON messages (channel_id, seq) WHERE channel_id IS NOT NULL;
CREATE INDEX messages_public ON messages (seq) WHERE recipient_id IS NULL;
CREATE UNIQUE INDEX messages_by_key ON messages (user_id, idempotency_key)
  WHERE idempotency_key IS NOT NULL;
-- What the purge looks for: keys that were used a day ago, and rows of messages deleted then.
CREATE INDEX messages_with_key ON messages (created_at) WHERE idempotency_key IS NOT NULL;
CREATE INDEX messages_deleted ON messages (deleted_at) WHERE deleted_at IS NOT NULL;
