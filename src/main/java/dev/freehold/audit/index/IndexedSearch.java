package dev.freehold.audit.index;

import dev.freehold.audit.AuditCriteria;
import dev.freehold.audit.AuditFacets;
import dev.freehold.audit.AuditHistogram;
import dev.freehold.audit.AuditIndex;
import dev.freehold.audit.AuditPage;
import dev.freehold.audit.AuditQuery;
import dev.freehold.audit.AuditReader;
import dev.freehold.audit.RecordedEntry;
import dev.freehold.store.Database;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Searches by the index and answers from the log: the index says where to look, and each entry is read and compared before it is shown.
 * So an index that is wrong may hide an entry, but never show one to somebody who may not see it.
 */
final class IndexedSearch implements AuditIndex {
    private final Database database;
    private final AuditReader log;
    private final IndexFollower follower;

    IndexedSearch(Database database, AuditReader log) {
        this.database = database;
        this.log = log;
        this.follower = new IndexFollower(database, log);
    }

    @Override
    public void catchUp() {
        follower.catchUp();
    }

    @Override
    public AuditPage find(AuditQuery query) {
        long below = Math.min(query.below().orElse(Long.MAX_VALUE), follower.catchUp());
        List<RecordedEntry> found = new ArrayList<>();
        int count = query.limit() + 1;
        boolean isMore = true;
        while (isMore && found.size() < count) {
            List<Long> places = places(query.criteria(), below, count);
            log.at(places).stream()
                    .filter(recorded -> query.criteria().matches(recorded.entry()))
                    .forEach(found::add);
            isMore = places.size() == count;
            below = isMore ? places.getLast() : below;
        }
        return AuditPage.of(found, query.limit());
    }

    private List<Long> places(AuditCriteria criteria, long below, int count) {
        return database.read(connection -> new Places(connection, Filter.of(criteria)).below(below, count));
    }

    @Override
    public AuditFacets facets(AuditCriteria criteria, int values) {
        follower.catchUp();
        return database.read(connection -> new Counts(connection, Filter.of(criteria)).facets(values));
    }

    @Override
    public AuditHistogram histogram(AuditCriteria criteria, int buckets) {
        AuditHistogram.check(buckets);
        follower.catchUp();
        Buckets cut = Buckets.of(span(criteria), buckets);
        AuditCriteria inTime = criteria.between(Micros.instant(cut.from()), Micros.instant(cut.to()));
        return cut.count() == 0
                ? cut.filledWith(List.of())
                : database.read(connection -> cut.filledWith(new Counts(connection, Filter.of(inTime)).histogram(cut)));
    }

    /** The time that is asked for; an end that is left open is where the matching entries end. */
    private Buckets.Span span(AuditCriteria criteria) {
        Filter filter = Filter.of(criteria);
        Instant from = criteria.from();
        Instant to = criteria.to();
        if (from != null && to != null) {
            return new Buckets.Span(filter.from(), filter.to());
        }
        return database.read(connection -> new Counts(connection, filter).span())
                .map(found -> new Buckets.Span(
                        from == null ? found.from() : filter.from(), to == null ? found.to() : filter.to()))
                .orElse(new Buckets.Span(0, 0));
    }
}
