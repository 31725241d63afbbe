package dev.freehold.api.admin;

import dev.freehold.api.JsonFields;
import dev.freehold.core.Fault;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Times as callers write them, ISO 8601 with an offset. */
final class Times {
    private Times() {}

    /** Reads a field that may be absent, as {@link #parse} does. */
    static @Nullable Instant optional(JsonFields fields, String name) {
        return fields.text(name).map(text -> parse(name, text)).orElse(null);
    }

    /**
     * Reads a time.
     *
     * @throws Fault {@code INVALID_REQUEST} that names the field
     */
    static Instant parse(String field, String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException notATime) {
            throw Fault.invalid(field, "'%s' must be a time such as 2027-01-31T12:00:00Z.".formatted(field))
                    .causedBy(notATime);
        }
    }
}
