package dev.freehold.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Searches and replays the durable part of the segments; holds at most one page and 64 entries in memory. */
final class LogReader implements AuditReader {
    private final Segments segments;

    LogReader(Segments segments) {
        this.segments = segments;
    }

    @Override
    public AuditPage find(AuditQuery query) {
        List<RecordedEntry> found = new ArrayList<>();
        long below = Math.min(query.below().orElse(Long.MAX_VALUE), segments.end());
        while (below > 0 && found.size() <= query.limit()) {
            Segment segment = segments.holding(below - 1);
            if (segment.mayHold(query.earliest(), query.latest())) {
                List<RecordedEntry> block = read(segment, below - 1);
                block.reversed().stream()
                        .filter(recorded -> query.matches(recorded.entry()))
                        .forEach(found::add);
                below = block.getFirst().index();
            } else {
                below = segment.first();
            }
        }
        return page(found, query.limit());
    }

    /** One match more than fits says that another page follows. */
    static AuditPage page(List<RecordedEntry> found, int limit) {
        if (found.size() <= limit) {
            return new AuditPage(found, OptionalLong.empty());
        }
        return new AuditPage(
                found.subList(0, limit), OptionalLong.of(found.get(limit - 1).index()));
    }

    @Override
    public void replay(Instant from, Consumer<RecordedEntry> each) {
        replay(0, from, each);
    }

    @Override
    public void since(long index, Consumer<RecordedEntry> each) {
        replay(index, Instant.MIN, each);
    }

    private void replay(long first, Instant from, Consumer<RecordedEntry> each) {
        long end = segments.end();
        long next = first;
        while (next < end) {
            Segment segment = segments.holding(next);
            long segmentEnd = Math.min(segment.end(), end);
            if (segment.mayHold(from, Instant.MAX)) {
                long last = Math.min(segment.lastBeside(next), segmentEnd - 1);
                read(segment, last).stream()
                        .filter(recorded -> recorded.index() >= first)
                        .filter(recorded -> !recorded.entry().at().isBefore(from))
                        .forEach(each);
                next = last + 1;
            } else {
                next = segmentEnd;
            }
        }
    }

    private static List<RecordedEntry> read(Segment segment, long index) {
        try {
            return segment.entriesUpTo(index);
        } catch (IOException e) {
            throw new UncheckedIOException("The audit log cannot be read: " + segment.file(), e);
        }
    }
}
