-- What the audit log is searched by: made from its entries, never read instead of them, and made again when these tables are empty.
-- The embedded form of it is in db/derived/audit_index.sql.
CREATE TABLE audit_shape (
  id         BIGINT NOT NULL GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  digest     TEXT   NOT NULL UNIQUE,
  kind       TEXT   NOT NULL,
  action     TEXT   NOT NULL,
  actor      TEXT,
  tenant     TEXT,
  project    TEXT,
  model      TEXT,
  outcome    TEXT,
  status     TEXT,
  searchable TEXT   NOT NULL
);
CREATE INDEX audit_shape_actor ON audit_shape (actor);
CREATE INDEX audit_shape_tenant ON audit_shape (tenant);

-- request is a number made from the request id; recorded_at is in microseconds since 1970.
CREATE TABLE audit_place (
  idx         BIGINT NOT NULL PRIMARY KEY,
  recorded_at BIGINT NOT NULL,
  shape       BIGINT NOT NULL,
  request     BIGINT
);
CREATE INDEX audit_place_request ON audit_place (request, idx) WHERE request IS NOT NULL;

-- How many entries of a shape are in a block of 1024.
CREATE TABLE audit_cell (
  block    BIGINT NOT NULL,
  shape    BIGINT NOT NULL,
  entries  BIGINT NOT NULL,
  earliest BIGINT NOT NULL,
  latest   BIGINT NOT NULL,
  PRIMARY KEY (block, shape)
);
CREATE INDEX audit_cell_shape ON audit_cell (shape, block);

CREATE TABLE audit_index_end (
  id        INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  next      BIGINT  NOT NULL,
  last_line TEXT    NOT NULL
);
INSERT INTO audit_index_end VALUES (1, 0, '');
