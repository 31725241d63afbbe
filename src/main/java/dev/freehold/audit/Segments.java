package dev.freehold.audit;

import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** All segments by their first index. */
final class Segments {
    private final NavigableMap<Long, Segment> byFirst = new ConcurrentSkipListMap<>();

    void add(Segment segment) {
        byFirst.put(segment.first(), segment);
    }

    boolean isEmpty() {
        return byFirst.isEmpty();
    }

    Segment last() {
        return byFirst.lastEntry().getValue();
    }

    /** The index after the newest durable entry. */
    long end() {
        return isEmpty() ? 0 : last().end();
    }

    /** The segment of an index below {@link #end}. */
    Segment holding(long index) {
        return byFirst.floorEntry(index).getValue();
    }
}
