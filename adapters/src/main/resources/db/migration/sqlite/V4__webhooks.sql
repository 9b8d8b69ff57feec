-- Webhooks of chat channels. Incoming ones have a token_hash, outgoing ones all that follows it:
-- their events are the channel's own (chat_events), from seq on, of which part calls are done.
CREATE TABLE webhooks (
  id            BLOB    NOT NULL PRIMARY KEY,
  workspace_id  BLOB    NOT NULL,
  channel_id    BLOB    NOT NULL,
  name          TEXT    NOT NULL,
  created_by    TEXT    NOT NULL,
  created_at    INTEGER NOT NULL,
  token_hash    TEXT,
  url           TEXT,
  events        TEXT,
  secret        TEXT,
  seq           INTEGER NOT NULL DEFAULT 0,
  part          INTEGER NOT NULL DEFAULT 0,
  enabled       INTEGER NOT NULL DEFAULT 0,
  failures      INTEGER NOT NULL DEFAULT 0,
  failing_since INTEGER NOT NULL DEFAULT 0,
  next_at       INTEGER NOT NULL DEFAULT 0,
  disabled_why  TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX webhooks_of_channel ON webhooks (channel_id, created_at, id);
CREATE INDEX webhooks_enabled ON webhooks (id) WHERE enabled = 1;

-- The last calls of each.
CREATE TABLE webhook_attempts (
  hook_id     BLOB    NOT NULL,
  number      INTEGER NOT NULL,
  at          INTEGER NOT NULL,
  event_id    TEXT    NOT NULL,
  event       TEXT    NOT NULL,
  status      INTEGER NOT NULL,
  took_millis INTEGER NOT NULL,
  error       TEXT,
  PRIMARY KEY (hook_id, number)
) STRICT, WITHOUT ROWID;
