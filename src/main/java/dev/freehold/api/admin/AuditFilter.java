package dev.freehold.api.admin;

import dev.freehold.audit.AuditCriteria;
import dev.freehold.audit.AuditEntry.Kind;
import dev.freehold.audit.AuditHistogram;
import dev.freehold.audit.AuditQuery;
import dev.freehold.auth.Reach;
import dev.freehold.core.Fault;
import io.vertx.core.MultiMap;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The query strings of {@code GET /admin/v1/audit}, of its counts and of what follows it. */
final class AuditFilter {
    private static final int DEFAULT_LIMIT = 100;
    private static final int DEFAULT_VALUES = 20;
    private static final int DEFAULT_BUCKETS = 60;
    private static final Set<String> CRITERIA = Set.of(
            "kind", "action", "actor", "tenant", "project", "model", "outcome", "status", "request", "without", "text",
            "from", "to");

    private final MultiMap parameters;
    private final Reach reach;

    private AuditFilter(MultiMap parameters, Reach reach) {
        this.parameters = parameters;
        this.reach = reach;
    }

    /** Whoever does not reach everything sees the entries of the own tenant. */
    static AuditQuery read(MultiMap parameters, Reach reach) {
        AuditFilter filter = new AuditFilter(parameters, reach).allowing("limit", "cursor");
        return new AuditQuery(filter.criteria(), filter.cursor(), (int)
                filter.number("limit", 1, AuditQuery.MAX_LIMIT).orElse(DEFAULT_LIMIT));
    }

    /** The criteria alone, where {@code more} may stand beside them. */
    static AuditCriteria criteria(MultiMap parameters, Reach reach, String... more) {
        return new AuditFilter(parameters, reach).allowing(more).criteria();
    }

    /** What to count the values of, and how many values of each field. */
    record Values(AuditCriteria criteria, int limit) {
        static Values read(MultiMap parameters, Reach reach) {
            AuditFilter filter = new AuditFilter(parameters, reach).allowing("limit");
            return new Values(filter.criteria(), (int)
                    filter.number("limit", 1, AuditQuery.MAX_LIMIT).orElse(DEFAULT_VALUES));
        }
    }

    /** What to count over time, and in how many buckets. */
    record OverTime(AuditCriteria criteria, int buckets) {
        static OverTime read(MultiMap parameters, Reach reach) {
            AuditFilter filter = new AuditFilter(parameters, reach).allowing("buckets");
            return new OverTime(filter.criteria(), (int)
                    filter.number("buckets", 1, AuditHistogram.MAX_BUCKETS).orElse(DEFAULT_BUCKETS));
        }
    }

    private AuditFilter allowing(String... more) {
        Set<String> known = new TreeSet<>(CRITERIA);
        known.addAll(List.of(more));
        for (Map.Entry<String, String> parameter : parameters) {
            if (!known.contains(parameter.getKey())) {
                throw Fault.invalid(
                        parameter.getKey(),
                        "There is no such filter; there are %s.".formatted(String.join(", ", known)));
            }
        }
        return this;
    }

    private AuditCriteria criteria() {
        OptionalLong status = number("status", 100, 599);
        return new AuditCriteria(
                kind(),
                parameters.get("action"),
                parameters.get("actor"),
                reach.only().orElse(parameters.get("tenant")),
                parameters.get("project"),
                parameters.get("model"),
                parameters.get("outcome"),
                status.isPresent() ? (int) status.getAsLong() : null,
                parameters.get("request"),
                parameters.get("without"),
                parameters.get("text"),
                time("from"),
                time("to"));
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
        return number(parameters, name, min, max);
    }

    /** A number that may be absent, or a {@link Fault} that names it. */
    static OptionalLong number(MultiMap parameters, String name, long min, long max) {
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
