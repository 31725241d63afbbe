-- The secret before the last rotation works until previous_ends_at. networks is a list with spaces; empty means from anywhere.
-- disowned_at is set when a key was revoked together with all keys that it made.
ALTER TABLE api_key ADD COLUMN previous_hash VARCHAR(64);
ALTER TABLE api_key ADD COLUMN previous_ends_at BIGINT;
ALTER TABLE api_key ADD COLUMN rotated_at BIGINT;
ALTER TABLE api_key ADD COLUMN networks TEXT NOT NULL DEFAULT '';
ALTER TABLE api_key ADD COLUMN disowned_at BIGINT;

DROP INDEX api_key_by_tenant;
CREATE INDEX api_key_by_tenant ON api_key (tenant, created_at, id);
CREATE INDEX api_key_by_age ON api_key (created_at, id);
