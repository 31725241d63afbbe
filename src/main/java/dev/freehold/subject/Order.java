package dev.freehold.subject;

import dev.freehold.audit.AuditEntry;
import dev.freehold.audit.AuditEntry.Kind;
import dev.freehold.core.Caller;
import dev.freehold.core.Fault;
import dev.freehold.core.RequestId;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who wants something done about a subject, and why.
 *
 * @param authority by what right, for example {@code GDPR-17} or {@code court-order}
 * @param ticket where it is on file
 */
public record Order(Caller by, RequestId request, String authority, String ticket) {
    private static final Pattern REFERENCE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/#-]{0,63}");

    public Order {
        reference("authority", authority);
        reference("ticket", ticket);
    }

    /**
     * A word that points to a file and tells nothing about a person; the log cannot forget it.
     *
     * @throws Fault {@code INVALID_REQUEST} that names the parameter
     */
    public static String reference(String name, String value) {
        if (!REFERENCE.matcher(value).matches()) {
            throw Fault.invalid(
                    name,
                    "'%s' must be a reference of 1 to 64 characters A-Z a-z 0-9 . _ : / # - that names nobody, for example CASE-2026-17."
                            .formatted(name));
        }
        return value;
    }

    AuditEntry entry(Kind kind, String action, String subject, Optional<String> what) {
        return AuditEntry.of(kind, action)
                .request(request)
                .caller(by)
                .subject(subject)
                .target(subject)
                .outcome("ok")
                .change(what.map(text -> text + " ").orElse("") + "authority=" + authority + " ticket=" + ticket)
                .build();
    }
}
