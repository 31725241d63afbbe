-- The log as a Merkle tree: hashes in tiles as C2SP tlog-tiles has them, the widest known tile of each place. Derived from the entries.
CREATE TABLE audit_tile (
  level  INTEGER NOT NULL CHECK (level BETWEEN 0 AND 63),
  idx    BIGINT  NOT NULL CHECK (idx >= 0),
  hashes BYTEA   NOT NULL CHECK (octet_length(hashes) BETWEEN 32 AND 8192 AND octet_length(hashes) % 32 = 0),
  PRIMARY KEY (level, idx)
);

-- The newest checkpoint that was signed or is about to be, and the newest signed note.
CREATE TABLE audit_signed (
  id         INTEGER     NOT NULL PRIMARY KEY CHECK (id = 1),
  origin     TEXT        NOT NULL,
  size       BIGINT      NOT NULL CHECK (size >= 0),
  root       BYTEA       NOT NULL CHECK (octet_length(root) = 32),
  signed_at  TIMESTAMPTZ NOT NULL,
  checkpoint TEXT
);

-- All keys that ever signed; the last signs now.
CREATE TABLE audit_verifier_key (
  seq   INTEGER     NOT NULL PRIMARY KEY,
  vkey  TEXT        NOT NULL UNIQUE,
  since TIMESTAMPTZ NOT NULL
);

CREATE FUNCTION audit_signed_goes_forward() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.origin <> OLD.origin OR NEW.size < OLD.size OR (NEW.size = OLD.size AND NEW.root <> OLD.root) THEN
    RAISE EXCEPTION 'a signed checkpoint is never taken back';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER audit_signed_moves_forward BEFORE UPDATE ON audit_signed
  FOR EACH ROW EXECUTE FUNCTION audit_signed_goes_forward();
CREATE TRIGGER audit_signed_stays BEFORE DELETE OR TRUNCATE ON audit_signed
  FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();
CREATE TRIGGER audit_verifier_keys_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_verifier_key
  FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();
