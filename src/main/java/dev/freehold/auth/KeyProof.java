package dev.freehold.auth;

/** What shows that somebody has had a key: its id, and the hash of the secret that they presented. */
record KeyProof(String id, Fingerprint secret) {

    static KeyProof of(ApiKeyFormat.Parts parts) {
        return new KeyProof(parts.id(), Fingerprint.of(parts.secret()));
    }

    /** Another than that of any text that is a key. */
    Fingerprint fingerprint() {
        return Fingerprint.of(id + " " + secret.hex());
    }
}
