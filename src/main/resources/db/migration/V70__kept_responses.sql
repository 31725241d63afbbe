-- Responses that callers may come back to, until expires_at. Only sealed holds what was said: AES-256-GCM under the key of that
-- name, bound to tenant, project, id and expires_at. Times are milliseconds since 1970. SQLite keeps bytes whatever the column's
-- type is called.
CREATE TABLE kept_response (
  id         VARCHAR(64)  NOT NULL PRIMARY KEY,
  tenant     VARCHAR(128) NOT NULL,
  project    VARCHAR(128) NOT NULL,
  key_name   VARCHAR(16)  NOT NULL,
  sealed     BYTEA        NOT NULL,
  size       BIGINT       NOT NULL,
  created_at BIGINT       NOT NULL,
  expires_at BIGINT       NOT NULL
);

CREATE INDEX kept_response_by_project ON kept_response (tenant, project, created_at, id, size);
CREATE INDEX kept_response_by_end ON kept_response (expires_at);
