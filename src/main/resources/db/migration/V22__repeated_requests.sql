-- Requests that carried an Idempotency-Key: id is the hash of who sent it and the header, request the hash of what was asked
-- for, target what it made.
CREATE TABLE repeated_request (
  id         VARCHAR(64) NOT NULL PRIMARY KEY,
  request    VARCHAR(64) NOT NULL,
  target     TEXT        NOT NULL,
  created_at BIGINT      NOT NULL
);

CREATE INDEX repeated_request_by_age ON repeated_request (created_at);
