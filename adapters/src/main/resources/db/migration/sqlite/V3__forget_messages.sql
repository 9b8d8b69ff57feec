-- What the purge looks for: keys that were used a day ago, and rows of messages deleted then.
CREATE INDEX messages_with_key ON messages (created_at) WHERE idempotency_key IS NOT NULL;
CREATE INDEX messages_deleted ON messages (deleted_at) WHERE deleted_at IS NOT NULL;
