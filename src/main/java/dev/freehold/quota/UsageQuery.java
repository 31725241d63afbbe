package dev.freehold.quota;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which usage, and how to add it up.
 *
 * @param from the first day, in UTC
 * @param to the last day
 * @param tenant whose; absent means everybody's
 */
public record UsageQuery(LocalDate from, LocalDate to, Optional<String> tenant, List<Grouping> groups) {

    /** What the calls of one line have in common. */
    public enum Grouping {
        TENANT,
        PROJECT,
        CALLER,
        MODEL,
        DAY;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Grouping> parse(String wireName) {
            for (Grouping grouping : values()) {
                if (grouping.wireName().equals(wireName)) {
                    return Optional.of(grouping);
                }
            }
            return Optional.empty();
        }
    }

    public UsageQuery {
        groups = List.copyOf(groups);
    }
}
