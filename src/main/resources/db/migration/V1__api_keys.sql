-- Times are milliseconds since 1970-01-01T00:00Z. Rows are never deleted, so that an identifier is never used twice and the
-- bootstrap key is minted only once.
CREATE TABLE api_key (
  id          VARCHAR(10)  NOT NULL PRIMARY KEY,
  secret_hash VARCHAR(64)  NOT NULL,
  name        VARCHAR(128) NOT NULL,
  tenant      VARCHAR(128) NOT NULL,
  project     VARCHAR(128) NOT NULL,
  roles       TEXT         NOT NULL,
  models      TEXT         NOT NULL,
  created_by  TEXT         NOT NULL,
  created_at  BIGINT       NOT NULL,
  expires_at  BIGINT,
  revoked_at  BIGINT
);

CREATE INDEX api_key_by_tenant ON api_key (tenant, created_at);
