package dev.freehold.telemetry;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a call comes from, as the header {@code traceparent} of W3C Trace Context says.
 *
 * @param trace 32 hex digits
 * @param span 16 hex digits
 */
record TraceParent(String trace, String span, boolean isSampled) {
    /** Version 00; later ones may go on behind it. */
    private static final Pattern FORM =
            Pattern.compile("(?!ff)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");

    /** Empty for what is no such header: a trace then begins here. */
    static Optional<TraceParent> parse(@Nullable String header) {
        Matcher match = FORM.matcher(header == null ? "" : header);
        if (!match.matches() || (match.group(1).equals("00") && match.group(5) != null)) {
            return Optional.empty();
        }
        boolean isSampled = (Integer.parseInt(match.group(4), 16) & 1) == 1;
        return Optional.of(new TraceParent(match.group(2), match.group(3), isSampled));
    }
}
