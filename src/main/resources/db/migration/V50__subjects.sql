-- People and keys that something personal is kept of, by random handles. finder is a keyed hash of who it is, identity the same
-- sealed; both go when the subject is erased. Times are milliseconds since 1970-01-01T00:00Z; rows are never deleted.
CREATE TABLE subject (
  sub        VARCHAR(25)  NOT NULL PRIMARY KEY,
  tenant     VARCHAR(128) NOT NULL,
  finder     VARCHAR(64)  UNIQUE,
  identity   BYTEA,
  created_at BIGINT       NOT NULL,
  held_at    BIGINT,
  erased_at  BIGINT
);

-- A subject's keys: one for the identity, and one for the payloads of each month such as 2026-11. wrapped is sealed with the
-- master key, which is not here; without it nothing comes back.
CREATE TABLE subject_key (
  sub          VARCHAR(25) NOT NULL REFERENCES subject (sub),
  epoch        VARCHAR(8)  NOT NULL,
  wrapped      BYTEA,
  created_at   BIGINT      NOT NULL,
  destroyed_at BIGINT,
  PRIMARY KEY (sub, epoch)
);

-- What only the one right master key gives, so that another one is refused at the start.
CREATE TABLE subject_master (
  id   INTEGER     NOT NULL PRIMARY KEY CHECK (id = 1),
  mark VARCHAR(64) NOT NULL
);

-- Sealed payloads by the hash of their bytes; with the embedded database the bytes lie in files beside the log.
CREATE TABLE payload_blob (
  ref        VARCHAR(64) NOT NULL PRIMARY KEY,
  sub        VARCHAR(25) NOT NULL,
  created_at BIGINT      NOT NULL,
  content    BYTEA
);

CREATE INDEX payload_blob_by_age ON payload_blob (created_at);
