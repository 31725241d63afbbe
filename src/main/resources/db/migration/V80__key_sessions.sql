-- Sessions of browsers that signed in with a key. id is the hash of what the cookie says; the key's id and the hash of the secret
-- that was presented are looked up in api_key each time, so a session ends with its key and with that secret of it.
CREATE TABLE key_session (
  id          VARCHAR(64) NOT NULL PRIMARY KEY,
  api_key     VARCHAR(16) NOT NULL,
  secret_hash VARCHAR(64) NOT NULL,
  expires_at  BIGINT      NOT NULL
);

CREATE INDEX key_session_by_end ON key_session (expires_at);
