package dev.freehold.auth;

import java.util.Optional;

/** The hashes of a key's secrets: the present one, and after a rotation the one before it. */
record KeySecrets(Fingerprint present, Optional<Fingerprint> previous) {

    /** Which one a presented secret is. */
    enum Match {
        PRESENT,
        PREVIOUS,
        NONE
    }

    /** Compares with both, in a time that does not depend on where and whether they differ. */
    Match match(Fingerprint presented) {
        boolean isPresent = present.matches(presented);
        boolean isPrevious = previous.orElse(present).matches(presented);
        if (isPresent) {
            return Match.PRESENT;
        }
        return isPrevious ? Match.PREVIOUS : Match.NONE;
    }
}
