-- What every caller used of every model on every day (in UTC, written as 2026-01-31): the ends of calls in the audit log, added up.
CREATE TABLE daily_usage (
  tenant        TEXT   NOT NULL,
  day           TEXT   NOT NULL,
  project       TEXT   NOT NULL,
  caller        TEXT   NOT NULL,
  model         TEXT   NOT NULL,
  requests      BIGINT NOT NULL,
  input_tokens  BIGINT NOT NULL,
  output_tokens BIGINT NOT NULL,
  PRIMARY KEY (tenant, day, project, caller, model)
);

-- The entry of the log to go on from; it moves in the transaction that adds what lies before it.
CREATE TABLE usage_position (
  id   INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  next BIGINT  NOT NULL
);

INSERT INTO usage_position (id, next) VALUES (1, 0);
