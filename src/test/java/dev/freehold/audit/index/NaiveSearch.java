package dev.freehold.audit.index;

import dev.freehold.audit.AuditCriteria;
import dev.freehold.audit.AuditEntry;
import dev.freehold.audit.AuditFacets;
import dev.freehold.audit.AuditFacets.Facet;
import dev.freehold.audit.AuditHistogram;
import dev.freehold.audit.AuditPage;
import dev.freehold.audit.AuditQuery;
import dev.freehold.audit.AuditReader;
import dev.freehold.audit.AuditSearch;
import dev.freehold.audit.RecordedEntry;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The oracle: reads everything, and says of each entry anew whether it is asked for. */
final class NaiveSearch implements AuditSearch {
    private final List<RecordedEntry> all = new ArrayList<>();

    /** Of all that the log has by now. */
    NaiveSearch(AuditReader log) {
        log.since(0, all::add);
    }

    @Override
    public AuditPage find(AuditQuery query) {
        List<RecordedEntry> matching = matching(query.criteria()).stream()
                .filter(recorded -> recorded.index() < query.below().orElse(Long.MAX_VALUE))
                .sorted(Comparator.comparingLong(RecordedEntry::index).reversed())
                .toList();
        boolean isMore = matching.size() > query.limit();
        List<RecordedEntry> page = matching.subList(0, Math.min(query.limit(), matching.size()));
        return new AuditPage(page, isMore ? OptionalLong.of(page.getLast().index()) : OptionalLong.empty());
    }

    @Override
    public AuditFacets facets(AuditCriteria criteria, int values) {
        Map<Facet, Map<String, Long>> counts = new EnumMap<>(Facet.class);
        List<RecordedEntry> matching = matching(criteria);
        for (RecordedEntry recorded : matching) {
            for (Facet facet : Facet.values()) {
                String value = facet.of(recorded.entry());
                if (value != null) {
                    counts.computeIfAbsent(facet, of -> new TreeMap<>()).merge(value, 1L, Long::sum);
                }
            }
        }
        return AuditFacets.of(matching.size(), counts, values);
    }

    @Override
    public AuditHistogram histogram(AuditCriteria criteria, int buckets) {
        List<Instant> times = matching(criteria).stream()
                .map(recorded -> recorded.entry().at())
                .sorted()
                .toList();
        Instant from = criteria.from() != null || times.isEmpty() ? orEpoch(criteria.from()) : times.getFirst();
        Instant to = criteria.to() != null || times.isEmpty()
                ? orEpoch(criteria.to())
                : times.getLast().plus(1, ChronoUnit.MICROS);
        long length = ChronoUnit.MICROS.between(from, to);
        long width = Math.max(1, Math.ceilDiv(length, buckets));
        List<Long> counts = new ArrayList<>();
        for (long start = 0; start < length; start += width) {
            Instant first = from.plus(start, ChronoUnit.MICROS);
            Instant next = first.plus(width, ChronoUnit.MICROS);
            counts.add(times.stream()
                    .filter(at -> !at.isBefore(first) && at.isBefore(next))
                    .count());
        }
        return new AuditHistogram(from, Duration.of(width, ChronoUnit.MICROS), counts);
    }

    private static Instant orEpoch(@Nullable Instant time) {
        return time == null ? Instant.EPOCH : time;
    }

    private List<RecordedEntry> matching(AuditCriteria criteria) {
        return all.stream()
                .filter(recorded -> matches(criteria, recorded.entry()))
                .toList();
    }

    private static boolean matches(AuditCriteria wanted, AuditEntry entry) {
        return is(wanted.kind() == null ? null : wanted.kind().wireName(), Facet.KIND.of(entry))
                && is(wanted.action(), Facet.ACTION.of(entry))
                && is(wanted.actor(), Facet.ACTOR.of(entry))
                && is(wanted.tenant(), Facet.TENANT.of(entry))
                && is(wanted.project(), Facet.PROJECT.of(entry))
                && is(wanted.model(), Facet.MODEL.of(entry))
                && is(wanted.outcome(), Facet.OUTCOME.of(entry))
                && is(wanted.status() == null ? null : wanted.status().toString(), Facet.STATUS.of(entry))
                && is(
                        wanted.request(),
                        entry.request() == null ? null : entry.request().value())
                && !entry.action().equals(wanted.without())
                && (wanted.text() == null || hasText(entry, wanted.text().toLowerCase(Locale.ROOT)))
                && (wanted.from() == null || !entry.at().isBefore(wanted.from()))
                && (wanted.to() == null || entry.at().isBefore(wanted.to()));
    }

    private static boolean is(@Nullable String wanted, @Nullable String actual) {
        return wanted == null || wanted.equals(actual);
    }

    private static boolean hasText(AuditEntry entry, String text) {
        AuditEntry.Http http = entry.http();
        return Stream.of(
                        Facet.ACTION.of(entry),
                        Facet.ACTOR.of(entry),
                        Facet.TENANT.of(entry),
                        Facet.PROJECT.of(entry),
                        Facet.MODEL.of(entry),
                        Facet.OUTCOME.of(entry),
                        http == null ? null : http.route(),
                        entry.target(),
                        entry.change())
                .anyMatch(
                        field -> field != null && field.toLowerCase(Locale.ROOT).contains(text));
    }
}
