package dev.freehold.audit;

import java.io.IOException;
import java.io.UncheckedIOException;

/** The lines in the segments. */
final class SegmentLeaves implements AuditLeaves {
    private final Segments segments;
    private final RecentHashes recent;

    SegmentLeaves(Segments segments, RecentHashes recent) {
        this.segments = segments;
        this.recent = recent;
    }

    @Override
    public long end() {
        return segments.end();
    }

    @Override
    public void read(long from, long to, LeafVisitor each) {
        if (from < 0 || from > to || to > end()) {
            throw new IllegalArgumentException("no entries from " + from + " to " + to);
        }
        long next = from;
        while (next < to) {
            Segment segment = segments.holding(next);
            long last = Math.min(segment.end(), to);
            try {
                segment.read(next, last, each);
            } catch (IOException e) {
                throw new UncheckedIOException("The audit log cannot be read: " + segment.file(), e);
            }
            next = last;
        }
    }

    @Override
    public byte[] hash(long index) {
        byte[] known = recent.find(index);
        if (known != null) {
            return known.clone();
        }
        byte[][] found = new byte[1][];
        read(index, index + 1, (at, leaf) -> found[0] = Chain.leafHash(leaf));
        return found[0];
    }
}
