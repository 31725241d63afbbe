-- What each scope may use. A scope that is not here is refused; "no limits" is said by unlimited, never by absent rows.
CREATE TABLE allowance (
  scope     TEXT    NOT NULL PRIMARY KEY,
  unlimited BOOLEAN NOT NULL
);

-- "window" is a word of SQL, hence period.
CREATE TABLE allowance_limit (
  scope     TEXT        NOT NULL REFERENCES allowance (scope),
  dimension VARCHAR(16) NOT NULL,
  period    VARCHAR(8)  NOT NULL,
  amount    BIGINT      NOT NULL CHECK (amount >= 0),
  PRIMARY KEY (scope, dimension, period)
);
