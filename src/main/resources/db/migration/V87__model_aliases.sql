-- Names that models answer to: targets as model:weight, shadow as model:percent, pins as tenant=model, each with commas between.
CREATE TABLE model_alias (
  name    VARCHAR(128) NOT NULL PRIMARY KEY,
  targets TEXT         NOT NULL,
  spread  VARCHAR(16)  NOT NULL,
  shadow  TEXT,
  pins    TEXT         NOT NULL
);
