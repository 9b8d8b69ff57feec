-- What a member wants to be told of a channel.
ALTER TABLE chat_members ADD COLUMN notify TEXT NOT NULL DEFAULT 'ALL';
ALTER TABLE chat_members ADD COLUMN muted_until INTEGER NOT NULL DEFAULT 0;

-- How much of the disk a user's files take.
CREATE INDEX chat_uploads_of_user ON chat_uploads (uploader_id, size);
