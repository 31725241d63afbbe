package dev.freehold.audit;

/** Finds and counts entries without reading the whole log. Every answer takes in all that was durable when it was asked for. */
public interface AuditSearch {

    /** The newest matching entries first, as they stand in the log; pages are stable while the log grows. */
    AuditPage find(AuditQuery query);

    /** How many entries match, and how many of them have which value in each field; at most {@code values} of a field. */
    AuditFacets facets(AuditCriteria criteria, int values);

    /**
     * How many entries match, over time.
     *
     * @param buckets into how many parts of equal length the time is cut, 1 to 1000
     */
    AuditHistogram histogram(AuditCriteria criteria, int buckets);
}
