package dev.freehold.verify;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The closed schema of an entry, version 1, as data. What it does not name cannot stand in the log. */
final class Schema {
    /** Entries that belong to a call. */
    private static final Set<String> STAGES = Set.of("admit", "settle", "abort", "orphan");

    private static final Shape TEXT = new Text(Set.of());
    private static final Shape COUNT = new Count(Long.MAX_VALUE);

    private static final Shape USAGE = group().needs("input", COUNT).needs("output", COUNT);
    private static final Group ENTRY = group().needs("action", TEXT)
            .may(
                    "actor",
                    group().needs("credential", TEXT)
                            .needs("id", TEXT)
                            .needs("project", TEXT)
                            .needs("tenant", TEXT))
            .needs("at", new Time())
            .may(
                    "ch",
                    group().needs("alg", TEXT)
                            .needs("ct", TEXT)
                            .needs("kc", TEXT)
                            .needs("len", COUNT)
                            .needs("ref", TEXT)
                            .needs("sk", TEXT))
            .may("change", TEXT)
            .may("energy", group().needs("source", oneOf("estimate", "rapl")).needs("uj", COUNT))
            .may("http", group().needs("method", TEXT).needs("route", TEXT).needs("status", COUNT))
            .needs("kind", oneOf("admit", "settle", "abort", "orphan", "deny", "admin", "erase", "lifecycle"))
            .may("model", group().needs("digest", TEXT).needs("id", TEXT))
            .may("outcome", TEXT)
            .may("request", TEXT)
            .may("sub", TEXT)
            .may("target", TEXT)
            .may("tokens", group().needs("reserved", USAGE).may("used", USAGE))
            .needs("v", new Count(1));

    private static final DateTimeFormatter MICROSECONDS =
            new DateTimeFormatterBuilder().appendInstant(6).toFormatter(Locale.ROOT);

    private Schema() {}

    /** What is wrong with an entry, without repeating its content; null when nothing is. */
    static @Nullable String violation(Map<String, Object> entry) {
        String violation = ENTRY.violation("", entry);
        if (violation == null && Objects.equals(entry.get("v"), 0L)) {
            return "v must be 1";
        }
        return violation == null && isStage(entry) && !entry.containsKey("request")
                ? "request is missing: the entry belongs to a call"
                : violation;
    }

    /** A text that every entry of this schema has. */
    static String text(Map<String, Object> entry, String name) {
        return Objects.requireNonNull((String) entry.get(name));
    }

    static boolean isStage(Map<String, Object> entry) {
        return STAGES.contains(entry.get("kind"));
    }

    /** Seconds since 1970 of a time as the log writes it, {@code 2026-11-22T05:16:00.123456Z}. */
    static long seconds(String at) {
        if (at.length() != 27 || at.charAt(19) != '.' || at.charAt(26) != 'Z') {
            throw new DateTimeException("not a time with microseconds");
        }
        return LocalDateTime.of(
                        number(at, 0, 4, '-'),
                        number(at, 5, 7, '-'),
                        number(at, 8, 10, 'T'),
                        number(at, 11, 13, ':'),
                        number(at, 14, 16, ':'),
                        number(at, 17, 19, '.'),
                        number(at, 20, 26, 'Z') * 1000)
                .toEpochSecond(ZoneOffset.UTC);
    }

    /** A time as the log writes it. */
    static String text(Instant at) {
        return MICROSECONDS.format(at);
    }

    private static int number(String text, int start, int end, char next) {
        int value = 0;
        for (int i = start; i < end; i++) {
            char digit = text.charAt(i);
            if (digit < '0' || digit > '9') {
                throw new DateTimeException("not a digit");
            }
            value = value * 10 + digit - '0';
        }
        if (text.charAt(end) != next) {
            throw new DateTimeException("not a time");
        }
        return value;
    }

    private static Group group() {
        return new Group(new TreeMap<>(), new HashMap<>());
    }

    private static Text oneOf(String... allowed) {
        return new Text(Set.of(allowed));
    }

    /** What a value may be. */
    private sealed interface Shape {
        @Nullable
        String violation(String path, @Nullable Object value);
    }

    /** @param allowed the only values; empty means any */
    private record Text(Set<String> allowed) implements Shape {
        @Override
        public @Nullable String violation(String path, @Nullable Object value) {
            if (!(value instanceof String text)) {
                return path + " must be text";
            }
            return allowed.isEmpty() || allowed.contains(text) ? null : path + " is none of the known values";
        }
    }

    private record Count(long most) implements Shape {
        @Override
        public @Nullable String violation(String path, @Nullable Object value) {
            return value instanceof Long count && count >= 0 && count <= most
                    ? null
                    : path + " must be a whole number that is not negative" + (most == 1 ? ", and 1" : "");
        }
    }

    private record Time() implements Shape {
        @Override
        public @Nullable String violation(String path, @Nullable Object value) {
            try {
                return value instanceof String text && seconds(text) > Long.MIN_VALUE ? null : path + " must be a time";
            } catch (DateTimeException notATime) {
                return path + " must be a time in UTC with microseconds";
            }
        }
    }

    private record Group(Map<String, Shape> needed, Map<String, Shape> allowed) implements Shape {
        Group needs(String name, Shape shape) {
            needed.put(name, shape);
            return may(name, shape);
        }

        Group may(String name, Shape shape) {
            allowed.put(name, shape);
            return this;
        }

        @Override
        public @Nullable String violation(String path, @Nullable Object value) {
            if (!(value instanceof Map<?, ?> members)) {
                return path + " must be an object";
            }
            String prefix = path.isEmpty() ? "" : path + ".";
            for (Map.Entry<?, ?> member : members.entrySet()) {
                Shape shape = allowed.get(member.getKey());
                if (shape == null) {
                    return (path.isEmpty() ? "the entry" : path) + " has a field that the schema does not have";
                }
                String violation = shape.violation(prefix + member.getKey(), member.getValue());
                if (violation != null) {
                    return violation;
                }
            }
            for (String name : needed.keySet()) {
                if (!members.containsKey(name)) {
                    return prefix + name + " is missing";
                }
            }
            return null;
        }
    }
}
