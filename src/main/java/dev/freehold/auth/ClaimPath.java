package dev.freehold.auth;

import jakarta.json.JsonString;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** Finds a claim by its name or by the way to it, for example {@code realm_access.roles} or {@code kubernetes.io/namespace}. */
final class ClaimPath {
    private ClaimPath() {}

    /** A claim whose name has dots or slashes in it wins over a nested one; a way with slashes may have dots in its names. */
    static @Nullable Object value(JsonWebToken token, String path) {
        Object whole = token.getClaim(path);
        if (whole != null) {
            return whole;
        }
        String[] steps = path.split(path.indexOf('/') >= 0 ? "/" : "\\.", -1);
        Object value = token.getClaim(steps[0]);
        for (int i = 1; i < steps.length && value != null; i++) {
            value = value instanceof Map<?, ?> object ? object.get(steps[i]) : null;
        }
        return value;
    }

    static Optional<String> text(@Nullable Object value) {
        return switch (value) {
            case String text -> Optional.of(text);
            case JsonString text -> Optional.of(text.getString());
            case null, default -> Optional.empty();
        };
    }

    /** The texts of a list, or the words of one text; nothing else counts. */
    static List<String> texts(@Nullable Object value) {
        Stream<String> texts = switch (value) {
            case null -> Stream.empty();
            case Collection<?> many -> many.stream().map(ClaimPath::text).flatMap(Optional::stream);
            default -> text(value).stream().flatMap(one -> Arrays.stream(one.split(" ", -1)));
        };
        return texts.toList();
    }
}
