package dev.freehold.core;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one exception that carries a failure to its caller. Its message is shown to the caller: it says what was wrong and
 * what was expected, and never holds a secret or a prompt.
 */
public final class Fault extends RuntimeException {
    private final FaultCode code;
    private final @Nullable String parameter;
    private final @Nullable Duration retryAfter;

    public Fault(FaultCode code, String message) {
        this(code, message, null, null, null);
    }

    private Fault(
            FaultCode code,
            String message,
            @Nullable String parameter,
            @Nullable Duration retryAfter,
            @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
        this.parameter = parameter;
        this.retryAfter = retryAfter;
    }

    /** A request that the caller must change; {@code parameter} is the path of the field, for example {@code messages[0].content}. */
    public static Fault invalid(String parameter, String message) {
        return new Fault(FaultCode.INVALID_REQUEST, message).about(parameter);
    }

    public Fault about(String parameter) {
        return new Fault(code, message(), parameter, retryAfter, getCause());
    }

    public Fault retryAfter(Duration delay) {
        return new Fault(code, message(), parameter, delay, getCause());
    }

    /** Keeps the cause for the server's own log; it is never shown to the caller. */
    public Fault causedBy(Throwable cause) {
        return new Fault(code, message(), parameter, retryAfter, cause);
    }

    public FaultCode code() {
        return code;
    }

    public String message() {
        String message = getMessage();
        return message == null ? code.wireName() : message;
    }

    public Optional<String> parameter() {
        return Optional.ofNullable(parameter);
    }

    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
