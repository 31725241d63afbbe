-- The audit log of all replicas: one sequence without gaps, each entry with the hash of the one before. leaf is the entry as
-- one line of canonical JSON, byte for byte what was hashed; recorded_at, in microseconds since 1970, is in it too and only helps
-- to search.
CREATE TABLE audit_entry (
  idx         BIGINT NOT NULL PRIMARY KEY CHECK (idx >= 0),
  recorded_at BIGINT NOT NULL,
  previous    BYTEA  NOT NULL CHECK (octet_length(previous) = 32),
  leaf        BYTEA  NOT NULL CHECK (octet_length(leaf) BETWEEN 1 AND 16384)
);

-- The end of the log; whoever appends locks it until the transaction ends, so that the order of indices is the order of commits.
CREATE TABLE audit_head (
  id       INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  next     BIGINT  NOT NULL,
  previous BYTEA   NOT NULL CHECK (octet_length(previous) = 32)
);

INSERT INTO audit_head VALUES (1, 0, decode(repeat('00', 32), 'hex'));

CREATE FUNCTION audit_is_append_only() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit log is append-only';
END $$;

CREATE FUNCTION audit_head_goes_forward() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.next <= OLD.next THEN
    RAISE EXCEPTION 'the audit log is append-only';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER audit_entry_stays BEFORE UPDATE OR DELETE ON audit_entry
  FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();
CREATE TRIGGER audit_entries_stay BEFORE TRUNCATE ON audit_entry
  FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();
CREATE TRIGGER audit_head_stays BEFORE DELETE OR TRUNCATE ON audit_head
  FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();
CREATE TRIGGER audit_head_moves_forward BEFORE UPDATE ON audit_head
  FOR EACH ROW EXECUTE FUNCTION audit_head_goes_forward();
