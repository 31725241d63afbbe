package dev.freehold.quota;

import dev.freehold.quota.UsageQuery.Grouping;
import java.util.List;
import java.util.Map;

/** What was used, added up from the audit log. */
public interface UsageReport {

    /** One line for each group that used something, in the order of its groups; every call that has ended by now is in it. */
    List<Line> of(UsageQuery query);

    /**
     * What one group used.
     *
     * @param group what its calls have in common, for example the day {@code 2026-01-31}
     * @param microjoules what they drew; 0 where nobody knows
     */
    record Line(Map<Grouping, String> group, long requests, long inputTokens, long outputTokens, long microjoules) {}
}
