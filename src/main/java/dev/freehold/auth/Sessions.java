package dev.freehold.auth;

import java.time.Duration;
import java.time.Instant;

/**
 * Sessions of browsers. Each stands for an API key that was presented once: it can do what the key can at that moment, and is over
 * when the key is, or that secret of it. Only hashes are kept. Implementations MUST be safe for use by many threads.
 */
public interface Sessions {

    /** A session that began; {@code secret} is shown once, to be kept in a cookie. */
    record Begun(String secret, Instant expiresAt) {
        @Override
        public String toString() {
            return "Begun[…, expiresAt=" + expiresAt + "]";
        }
    }

    /**
     * Begins one for a key. What the key is worth is found out whenever the session is used.
     *
     * @throws dev.freehold.core.Fault {@code INVALID_REQUEST} when the text is not an API key
     */
    Begun begin(String apiKey, Duration life, Mandate mandate);

    /**
     * When a session will be over.
     *
     * @throws dev.freehold.core.Fault {@code UNAUTHENTICATED} when it is over, or was never there
     */
    Instant end(String presented);

    /** Ends it at once in this process and within five seconds in others; one that is over already changes nothing. */
    void finish(String presented, Mandate mandate);
}
