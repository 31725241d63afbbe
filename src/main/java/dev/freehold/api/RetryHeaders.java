package dev.freehold.api;

import dev.freehold.core.Fault;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Whether and when to try again, in the headers that the official clients of both protocols read. */
final class RetryHeaders {
    /** As long as the official clients wait; told to wait longer, they would retry at once instead. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    private RetryHeaders() {}

    static Map<String, String> of(Fault fault) {
        Map<String, String> headers = new LinkedHashMap<>();
        fault.retryAfter().ifPresent(delay -> {
            headers.put("retry-after", Long.toString(roundedUp(delay, Duration.ofSeconds(1))));
            headers.put("retry-after-ms", Long.toString(roundedUp(delay, Duration.ofMillis(1))));
        });
        headers.put("x-should-retry", Boolean.toString(mayHelp(fault)));
        return headers;
    }

    private static boolean mayHelp(Fault fault) {
        return switch (fault.code()) {
            case RATE_LIMITED, QUOTA_EXHAUSTED ->
                fault.retryAfter()
                        .filter(delay -> delay.compareTo(LONGEST_WAIT) <= 0)
                        .isPresent();
            case INTERNAL, OVERLOADED, AUDIT_UNAVAILABLE, STORE_UNAVAILABLE, SHUTTING_DOWN -> true;
            case INVALID_REQUEST,
                    CONTEXT_LENGTH_EXCEEDED,
                    UNAUTHENTICATED,
                    FORBIDDEN,
                    MODEL_NOT_FOUND,
                    NOT_FOUND,
                    METHOD_NOT_ALLOWED,
                    NOT_ACCEPTABLE,
                    CONFLICT,
                    PAYLOAD_TOO_LARGE,
                    UNSUPPORTED_MEDIA_TYPE,
                    CANCELLED -> false;
        };
    }

    private static long roundedUp(Duration delay, Duration unit) {
        return delay.plus(unit.minusNanos(1)).dividedBy(unit);
    }
}
