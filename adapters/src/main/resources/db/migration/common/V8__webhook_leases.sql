-- One node at a time sends the events of a webhook: the one whose lease it is.
ALTER TABLE webhooks ADD COLUMN lease_node TEXT;
ALTER TABLE webhooks ADD COLUMN lease_until ${long} NOT NULL DEFAULT 0;
