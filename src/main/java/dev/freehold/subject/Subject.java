package dev.freehold.subject;

import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Somebody by a random handle.
 *
 * @param id the handle, {@code sj_} and 22 characters
 * @param months the months that payloads were sealed in, such as {@code 2026-11}
 * @param heldAt since when nothing of it may be erased
 * @param erasedAt when its keys were destroyed
 */
public record Subject(
        String id,
        String tenant,
        Instant createdAt,
        List<String> months,
        @Nullable Instant heldAt,
        @Nullable Instant erasedAt) {
    private static final Pattern ID = Pattern.compile("sj_[A-Za-z0-9_-]{22}");

    public Subject {
        months = List.copyOf(months);
    }

    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }
}
