package dev.freehold.core;

import java.util.Locale;

/** The whole vocabulary of failure; each protocol only dresses it. */
public enum FaultCode {
    INVALID_REQUEST(400),
    CONTEXT_LENGTH_EXCEEDED(400),
    UNAUTHENTICATED(401),
    FORBIDDEN(403),
    MODEL_NOT_FOUND(404),
    NOT_FOUND(404),
    METHOD_NOT_ALLOWED(405),
    NOT_ACCEPTABLE(406),
    CONFLICT(409),
    PAYLOAD_TOO_LARGE(413),
    UNSUPPORTED_MEDIA_TYPE(415),
    /** A limit over a minute or an hour, or a concurrency limit: waiting helps. */
    RATE_LIMITED(429),
    /** A limit over a day or a month: retrying soon does not help. */
    QUOTA_EXHAUSTED(429),
    /** The client went away, so nobody reads this one; 499 is the usual status for it in logs. */
    CANCELLED(499),
    INTERNAL(500),
    OVERLOADED(503),
    AUDIT_UNAVAILABLE(503),
    /** The database that the replicas share does not answer. */
    STORE_UNAVAILABLE(503),
    SHUTTING_DOWN(503);

    private final int status;

    FaultCode(int status) {
        this.status = status;
    }

    /** The HTTP status that fits, for protocols over HTTP. */
    public int status() {
        return status;
    }

    /** The code in lower case, for example {@code rate_limited}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
