package dev.freehold.registry.source;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * What a web server answered.
 *
 * @param from who answered in the end
 */
record Answer(URI from, int status, HttpHeaders headers, InputStream body) implements Closeable {
    private static final int MOST_TEXT = 32 << 20;
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    /** The whole body of a successful answer. */
    byte[] text() throws IOException {
        checkStatus();
        byte[] text = body.readNBytes(MOST_TEXT + 1);
        if (text.length > MOST_TEXT) {
            throw new SourceFailure(SourceFailure.Kind.REFUSED, "%s lists more than 32 MiB".formatted(host()));
        }
        return text;
    }

    /** Says what an unsuccessful status means. */
    void checkStatus() throws SourceFailure {
        if (status / 100 == 2) {
            return;
        }
        if (status == 429 || status >= 500 || status == 408) {
            throw SourceFailure.busy("%s is busy (status %d)".formatted(host(), status), retryAfter());
        }
        throw new SourceFailure(
                SourceFailure.Kind.REFUSED,
                switch (status) {
                    case 401, 403 ->
                        "%s does not let us have it (status %d); it may want to know who asks"
                                .formatted(host(), status);
                    case 404 -> "%s has no such thing (status 404)".formatted(host());
                    case 412 -> "%s has changed it since it was listed; pull again".formatted(host());
                    default -> "%s answered with status %d".formatted(host(), status);
                });
    }

    String host() {
        return AllowedHosts.shown(from);
    }

    private Optional<Duration> retryAfter() {
        return header("retry-after")
                .flatMap(Answer::delay)
                .map(delay -> delay.isNegative() ? Duration.ZERO : delay)
                .map(delay -> delay.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : delay);
    }

    /** Seconds, or a date. */
    private static Optional<Duration> delay(String text) {
        if (text.matches("[0-9]{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
        }
        try {
            ZonedDateTime until = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
            return Optional.of(Duration.between(Instant.now(), until.toInstant()));
        } catch (DateTimeParseException neither) {
            return Optional.empty();
        }
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}
