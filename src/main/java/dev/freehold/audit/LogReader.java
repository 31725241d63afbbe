package dev.freehold.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Reads the durable part of the segments, by index or from an index on; holds at most 64 entries besides what it gives back. */
final class LogReader implements AuditReader {
    private final Segments segments;

    LogReader(Segments segments) {
        this.segments = segments;
    }

    @Override
    public long end() {
        return segments.end();
    }

    @Override
    public List<RecordedEntry> at(List<Long> indices) {
        Map<Long, RecordedEntry> found = new HashMap<>();
        TreeSet<Long> wanted = new TreeSet<>(indices);
        while (!wanted.isEmpty()) {
            Segment segment = segments.holding(wanted.first());
            long last = Math.min(segment.lastBeside(wanted.first()), segment.end() - 1);
            NavigableSet<Long> beside = wanted.headSet(last, true);
            entries(segment, beside).forEach(recorded -> found.put(recorded.index(), recorded));
            beside.clear();
        }
        return indices.stream().map(found::get).map(Objects::requireNonNull).toList();
    }

    private static List<RecordedEntry> entries(Segment segment, NavigableSet<Long> indices) {
        try {
            return segment.entries(indices);
        } catch (IOException e) {
            throw unreadable(segment, e);
        }
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
            if (segment.mayHoldSince(from)) {
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
            throw unreadable(segment, e);
        }
    }

    private static UncheckedIOException unreadable(Segment segment, IOException cause) {
        return new UncheckedIOException("The audit log cannot be read: " + segment.file(), cause);
    }
}
