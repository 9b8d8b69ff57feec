-- Webhooks of chat channels. Incoming ones have a token_hash, outgoing ones all that follows it:
-- their events are the channel's own (chat_events), from seq on, of which part calls are done.
CREATE TABLE webhooks (
  id              BYTEA NOT NULL PRIMARY KEY,
  workspace_id    BYTEA NOT NULL,
  channel_id      BYTEA NOT NULL,
  name            TEXT NOT NULL,
  created_by      TEXT NOT NULL,
  created_at      BIGINT NOT NULL,
  token_hash      TEXT,
  url             TEXT,
  events          TEXT,
  secret          TEXT,
  seq             BIGINT NOT NULL DEFAULT 0,
  part            INTEGER NOT NULL DEFAULT 0,
  enabled         INTEGER NOT NULL DEFAULT 0,
  failures        INTEGER NOT NULL DEFAULT 0,
  failing_since   BIGINT NOT NULL DEFAULT 0,
  next_at         BIGINT NOT NULL DEFAULT 0,
  disabled_why    TEXT
);
CREATE INDEX webhooks_of_channel ON webhooks (channel_id, created_at, id);
CREATE INDEX webhooks_enabled ON webhooks (id) WHERE enabled = 1;

-- The last calls of each.
CREATE TABLE webhook_attempts (
  hook_id         BYTEA NOT NULL,
  number          BIGINT NOT NULL,
  at              BIGINT NOT NULL,
  event_id        TEXT NOT NULL,
  event           TEXT NOT NULL,
  status          INTEGER NOT NULL,
  took_millis     BIGINT NOT NULL,
  error           TEXT,
  PRIMARY KEY (hook_id, number)
);
