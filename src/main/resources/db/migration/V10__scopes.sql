-- Allowances of organisations, projects and callers, named as in organisation:acme, project:acme/search, caller:acme/key:q7Tz0aB3xY.
-- A caller that is not here is refused; "no limits" is said by unlimited, never by absent rows.
CREATE TABLE scope_allowance (
  scope     TEXT    NOT NULL PRIMARY KEY,
  unlimited BOOLEAN NOT NULL
);

-- "window" is a word of SQL, hence period. An empty model stands for all models together.
CREATE TABLE scope_limit (
  scope     TEXT   NOT NULL REFERENCES scope_allowance (scope),
  dimension TEXT   NOT NULL,
  period    TEXT   NOT NULL,
  model     TEXT   NOT NULL,
  amount    BIGINT NOT NULL CHECK (amount >= 0),
  PRIMARY KEY (scope, dimension, period, model)
);

INSERT INTO scope_allowance (scope, unlimited)
SELECT 'caller:' || api_key.tenant || '/' || allowance.scope, allowance.unlimited
FROM allowance JOIN api_key ON allowance.scope = 'key:' || api_key.id;

INSERT INTO scope_limit (scope, dimension, period, model, amount)
SELECT 'caller:' || api_key.tenant || '/' || allowance_limit.scope,
       allowance_limit.dimension, allowance_limit.period, '', allowance_limit.amount
FROM allowance_limit JOIN api_key ON allowance_limit.scope = 'key:' || api_key.id;

DROP TABLE allowance_limit;
DROP TABLE allowance;
