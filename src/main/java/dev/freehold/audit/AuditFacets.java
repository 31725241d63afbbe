package dev.freehold.audit;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the entries of a search have in common.
 *
 * @param total how many entries match
 */
public record AuditFacets(long total, Map<Facet, Values> byFacet) {

    /** A field whose values are counted. */
    public enum Facet {
        KIND,
        ACTION,
        ACTOR,
        TENANT,
        PROJECT,
        MODEL,
        OUTCOME,
        STATUS;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** What an entry has in this field, as text. */
        public @Nullable String of(AuditEntry entry) {
            AuditEntry.Actor actor = entry.actor();
            return switch (this) {
                case KIND -> entry.kind().wireName();
                case ACTION -> entry.action();
                case ACTOR -> actor == null ? null : actor.id();
                case TENANT -> actor == null ? null : actor.tenant();
                case PROJECT -> actor == null ? null : actor.project();
                case MODEL -> entry.model() == null ? null : entry.model().id();
                case OUTCOME -> entry.outcome();
                case STATUS ->
                    entry.http() == null ? null : Integer.toString(entry.http().status());
            };
        }
    }

    /** A value, and how many entries have it. */
    public record Count(String value, long entries) {
        private static final Comparator<Count> MOST_FIRST =
                Comparator.comparingLong(Count::entries).reversed().thenComparing(Count::value);
    }

    /**
     * The values of one field.
     *
     * @param top the most frequent, most first
     * @param distinct how many values there are altogether
     * @param others entries whose value is not among {@code top}
     */
    public record Values(List<Count> top, int distinct, long others) {
        static Values of(Map<String, Long> counts, int most) {
            List<Count> all = counts.entrySet().stream()
                    .map(value -> new Count(value.getKey(), value.getValue()))
                    .sorted(Count.MOST_FIRST)
                    .toList();
            List<Count> top = all.subList(0, Math.min(most, all.size()));
            long others = all.subList(top.size(), all.size()).stream()
                    .mapToLong(Count::entries)
                    .sum();
            return new Values(List.copyOf(top), all.size(), others);
        }
    }

    public Values of(Facet facet) {
        return byFacet.getOrDefault(facet, new Values(List.of(), 0, 0));
    }

    /** Cuts the counts of all values down to the most frequent. */
    public static AuditFacets of(long total, Map<Facet, Map<String, Long>> counts, int most) {
        Map<Facet, Values> byFacet = new EnumMap<>(Facet.class);
        for (Facet facet : Facet.values()) {
            byFacet.put(facet, Values.of(counts.getOrDefault(facet, Map.of()), most));
        }
        return new AuditFacets(total, byFacet);
    }
}
