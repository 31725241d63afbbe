package dev.freehold.auth;

import dev.freehold.core.Fault;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A place in the list of keys, newest first. */
record KeyPlace(long createdAt, String id) {
    static final KeyPlace START = new KeyPlace(Long.MAX_VALUE, "");

    private static final Pattern CURSOR = Pattern.compile("([0-9]{1,18})\\.([0-9A-Za-z]{1,10})");

    static KeyPlace of(ApiKey key) {
        return new KeyPlace(key.createdAt().toEpochMilli(), key.id());
    }

    static KeyPlace read(Optional<String> cursor) {
        if (cursor.isEmpty()) {
            return START;
        }
        Matcher matcher = CURSOR.matcher(cursor.get());
        if (!matcher.matches()) {
            throw Fault.invalid("cursor", "'cursor' must be the 'next_cursor' of the page before.");
        }
        return new KeyPlace(Long.parseLong(matcher.group(1)), matcher.group(2));
    }

    String cursor() {
        return createdAt + "." + id;
    }
}
