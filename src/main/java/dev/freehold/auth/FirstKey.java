package dev.freehold.auth;

/** The place of the very first key of a deployment. */
interface FirstKey {

    /** Was there never any key? Revoked and expired ones count. */
    boolean isMissing();

    /** Stores the key if it is the first; false when another was quicker. */
    boolean store(ApiKey key, Fingerprint secret);
}
