-- What was done to messages and has, as far as is known, not reached the bus between the nodes. In SQLite there is no
-- such table: with the one process that publishes those who would hear it are gone, too.
CREATE TABLE messages_outbox (
  message_id TEXT COLLATE "C" NOT NULL,
  kind       TEXT   NOT NULL,
  at         BIGINT NOT NULL,
  taken_at   BIGINT NOT NULL,
  PRIMARY KEY (message_id, kind, at)
);
CREATE INDEX messages_outbox_taken ON messages_outbox (taken_at);
