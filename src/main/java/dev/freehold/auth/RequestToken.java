package dev.freehold.auth;

/**
 * How a repeated request is known again.
 *
 * @param id the hash of who asks and of the mark that they gave the request
 * @param request the hash of what they ask for
 */
public record RequestToken(String id, String request) {
    private static final int MAX_MARK = 255;

    /** Refuses with a {@link dev.freehold.core.Fault} a mark that is too long. */
    public static RequestToken of(String field, String mark, String caller, String request) {
        Names.require(
                !mark.isBlank() && mark.length() <= MAX_MARK, field, "must be 1 to " + MAX_MARK + " characters long");
        return new RequestToken(
                Fingerprint.of(caller + "\n" + mark).hex(),
                Fingerprint.of(request).hex());
    }
}
