package dev.freehold.audit.index;

import dev.freehold.audit.AuditHistogram;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Time cut into parts of the same length, in microseconds.
 *
 * @param from when the first begins
 * @param to the time after the last
 */
record Buckets(long from, long to, long width, int count) {

    /** From a time to the one after the last, in microseconds. */
    record Span(long from, long to) {}

    /** As many as are wanted, or fewer where parts would be shorter than a microsecond; none in an empty span. */
    static Buckets of(Span span, int wanted) {
        long length = span.to() - span.from();
        if (length <= 0) {
            return new Buckets(span.from(), span.from(), 0, 0);
        }
        long width = Math.ceilDiv(length, wanted);
        return new Buckets(span.from(), span.to(), width, (int) Math.ceilDiv(length, width));
    }

    /** The number of the bucket that a time is in, as SQL. */
    String number(String time) {
        return "((" + time + " - (" + from + ")) / " + width + ")";
    }

    AuditHistogram filledWith(List<Long> counts) {
        return new AuditHistogram(Micros.instant(from), Duration.of(width, ChronoUnit.MICROS), counts);
    }
}
