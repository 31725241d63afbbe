-- The quota ledger of all replicas. Whoever counts on a scope locks its row here first, in the order of the names; "latest" is the
-- time of the last change, so that a clock that goes back stands still instead. All times are microseconds since 1970.
CREATE TABLE quota_account (
  scope  TEXT   NOT NULL PRIMARY KEY,
  latest BIGINT NOT NULL
) WITH (fillfactor = 50);

CREATE SEQUENCE quota_meter_id;

-- What each limit has counted, in its own parts: a unit has as many parts as the window has microseconds, so refilling divides
-- nothing; months and calls in flight count whole units. A limit that is taken away and comes back has another id.
CREATE TABLE quota_meter (
  id        BIGINT  NOT NULL PRIMARY KEY,
  scope     TEXT    NOT NULL REFERENCES quota_account (scope),
  dimension TEXT    NOT NULL,
  period    TEXT    NOT NULL,
  model     TEXT    NOT NULL,
  amount    BIGINT  NOT NULL CHECK (amount >= 0),
  used      NUMERIC NOT NULL CHECK (used >= 0),
  since     BIGINT  NOT NULL,
  UNIQUE (scope, dimension, period, model)
) WITH (fillfactor = 50);

-- A running process. When it has not renewed its lease in time, its calls are taken to have died with it.
CREATE TABLE quota_lease (
  owner      TEXT   NOT NULL PRIMARY KEY,
  expires_at BIGINT NOT NULL
);

-- A call that runs, with what it reserved and from which meters; the row goes when the call ends. admission is the index of its
-- entry in the audit log.
CREATE TABLE quota_hold (
  request       TEXT   NOT NULL PRIMARY KEY,
  owner         TEXT   NOT NULL,
  organisation  TEXT   NOT NULL,
  project       TEXT   NOT NULL,
  caller        TEXT   NOT NULL,
  meters        TEXT   NOT NULL,
  input_tokens  BIGINT NOT NULL CHECK (input_tokens >= 0),
  output_tokens BIGINT NOT NULL CHECK (output_tokens >= 0),
  taken_at      BIGINT NOT NULL,
  admission     BIGINT NOT NULL
);

CREATE INDEX quota_hold_by_owner ON quota_hold (owner);
