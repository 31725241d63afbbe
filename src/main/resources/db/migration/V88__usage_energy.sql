-- What the calls drew, where it is measured or declared, in microjoules.
ALTER TABLE daily_usage ADD COLUMN microjoules BIGINT NOT NULL DEFAULT 0;
