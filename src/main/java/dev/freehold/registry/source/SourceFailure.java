package dev.freehold.registry.source;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why a model could not be fetched, as a sentence for the operator. It names hosts and files, and never a token or a whole address. */
public final class SourceFailure extends IOException {
    private final Kind kind;
    private final transient Optional<Duration> retryAfter;

    /** What to do about it. */
    public enum Kind {
        /** The operator has not named the host, or a setting is wrong. */
        NOT_ALLOWED,
        /** There is no such model, or not for us: asking again does not help. */
        REFUSED,
        /** What was sent is not what was announced. */
        ALTERED,
        /** Nobody answers, or not now: asking again may help. */
        UNAVAILABLE,
        /** This machine's disk does not take it. */
        DISK
    }

    private SourceFailure(Kind kind, String reason, Optional<Duration> retryAfter, @Nullable Throwable cause) {
        super(reason, cause);
        this.kind = kind;
        this.retryAfter = retryAfter;
    }

    SourceFailure(Kind kind, String reason) {
        this(kind, reason, Optional.empty(), null);
    }

    static SourceFailure busy(String reason, Optional<Duration> retryAfter) {
        return new SourceFailure(Kind.UNAVAILABLE, reason, retryAfter, null);
    }

    static SourceFailure unavailable(String reason, Throwable cause) {
        return new SourceFailure(Kind.UNAVAILABLE, reason, Optional.empty(), cause);
    }

    public static SourceFailure disk(IOException cause) {
        return new SourceFailure(
                Kind.DISK, "the disk does not take it: " + cause.getMessage(), Optional.empty(), cause);
    }

    public Kind kind() {
        return kind;
    }

    public String reason() {
        return String.valueOf(getMessage());
    }

    /** How long the source asked us to wait. */
    Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
