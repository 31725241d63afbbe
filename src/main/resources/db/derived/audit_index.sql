-- The embedded form of db/postgresql/V60__audit_index.sql, in a file of its own that may be deleted. Another version of it begins anew.
CREATE TABLE audit_shape (
  id         INTEGER NOT NULL PRIMARY KEY,
  digest     TEXT    NOT NULL UNIQUE,
  kind       TEXT    NOT NULL,
  action     TEXT    NOT NULL,
  actor      TEXT,
  tenant     TEXT,
  project    TEXT,
  model      TEXT,
  outcome    TEXT,
  status     TEXT,
  searchable TEXT    NOT NULL
);
CREATE INDEX audit_shape_actor ON audit_shape (actor);
CREATE INDEX audit_shape_tenant ON audit_shape (tenant);
CREATE TABLE audit_place (
  idx         INTEGER NOT NULL PRIMARY KEY,
  recorded_at INTEGER NOT NULL,
  shape       INTEGER NOT NULL,
  request     INTEGER
);
CREATE INDEX audit_place_request ON audit_place (request, idx) WHERE request IS NOT NULL;
CREATE TABLE audit_cell (
  block    INTEGER NOT NULL,
  shape    INTEGER NOT NULL,
  entries  INTEGER NOT NULL,
  earliest INTEGER NOT NULL,
  latest   INTEGER NOT NULL,
  PRIMARY KEY (block, shape)
) WITHOUT ROWID;
CREATE INDEX audit_cell_shape ON audit_cell (shape, block);
CREATE TABLE audit_index_end (
  id        INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  next      INTEGER NOT NULL,
  last_line TEXT    NOT NULL
);
INSERT INTO audit_index_end VALUES (1, 0, '');
