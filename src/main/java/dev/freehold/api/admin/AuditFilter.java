package dev.freehold.api.admin;

import dev.freehold.audit.AuditEntry.Kind;
import dev.freehold.audit.AuditQuery;
import dev.freehold.auth.Reach;
import dev.freehold.core.Fault;
import io.vertx.core.MultiMap;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The query string of {@code GET /admin/v1/audit}. */
final class AuditFilter {
    private static final int DEFAULT_LIMIT = 100;
    private static final Set<String> KNOWN =
            Set.of("limit", "cursor", "kind", "action", "actor", "tenant", "model", "outcome", "request", "from", "to");

    private final MultiMap parameters;

    private AuditFilter(MultiMap parameters) {
        this.parameters = parameters;
    }

    /** Whoever does not reach everything sees the entries of the own tenant. */
    static AuditQuery read(MultiMap parameters, Reach reach) {
        for (Map.Entry<String, String> parameter : parameters) {
            if (!KNOWN.contains(parameter.getKey())) {
                throw Fault.invalid(
                        parameter.getKey(),
                        "There is no such filter; there are %s."
                                .formatted(KNOWN.stream().sorted().collect(Collectors.joining(", "))));
            }
        }
        return new AuditFilter(parameters).query(reach);
    }

    private AuditQuery query(Reach reach) {
        return new AuditQuery(
                kind(),
                parameters.get("action"),
                parameters.get("actor"),
                reach.only().orElse(parameters.get("tenant")),
                parameters.get("model"),
                parameters.get("outcome"),
                parameters.get("request"),
                time("from"),
                time("to"),
                cursor(),
                (int) number("limit", 1, AuditQuery.MAX_LIMIT).orElse(DEFAULT_LIMIT));
    }

    private @Nullable Kind kind() {
        String name = parameters.get("kind");
        if (name == null) {
            return null;
        }
        return Kind.parse(name)
                .orElseThrow(() -> Fault.invalid(
                        "kind",
                        "'kind' must be one of %s."
                                .formatted(Arrays.stream(Kind.values())
                                        .map(Kind::wireName)
                                        .collect(Collectors.joining(", ")))));
    }

    private OptionalLong cursor() {
        return number("cursor", 0, Long.MAX_VALUE);
    }

    private OptionalLong number(String name, long min, long max) {
        String text = parameters.get(name);
        if (text == null) {
            return OptionalLong.empty();
        }
        try {
            long value = Long.parseLong(text);
            if (value >= min && value <= max) {
                return OptionalLong.of(value);
            }
        } catch (NumberFormatException notANumber) {
            // Falls through to the same answer as a number out of range.
        }
        throw Fault.invalid(name, "'%s' must be a whole number from %d to %d.".formatted(name, min, max));
    }

    private @Nullable Instant time(String name) {
        String text = parameters.get(name);
        return text == null ? null : Times.parse(name, text);
    }
}
