package dev.freehold.audit;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;

/**
 * The durable part of one segment file, for readers. Only one thread extends it; every other thread may read it meanwhile. It
 * remembers the offset of every 64th frame, so a billion entries cost about 120 MB of memory and a look-up reads 64 frames.
 */
final class Segment {
    private static final int STRIDE = 64;

    private final Path file;
    private final long first;
    private volatile long[] marks = new long[16];
    private volatile Instant newest = Instant.MIN;
    private volatile long bytes;
    /** Written last, read first: what it counts is visible in all other fields. */
    private volatile long entries;

    Segment(Path file, long first) {
        this.file = file;
        this.first = first;
    }

    Path file() {
        return file;
    }

    long first() {
        return first;
    }

    long end() {
        return first + entries;
    }

    /** Size of the durable part. */
    long bytes() {
        return bytes;
    }

    boolean isEmpty() {
        return entries == 0;
    }

    boolean mayHoldSince(Instant from) {
        return !newest.isBefore(from);
    }

    /** Counts one more durable frame. */
    void extend(int frameSize, Instant at) {
        long count = entries;
        long offset = bytes;
        if (count % STRIDE == 0) {
            mark((int) (count / STRIDE), offset);
        }
        newest = at.isAfter(newest) ? at : newest;
        bytes = offset + frameSize;
        entries = count + 1;
    }

    private void mark(int slot, long offset) {
        long[] grown = slot < marks.length ? marks : Arrays.copyOf(marks, 2 * slot);
        grown[slot] = offset;
        marks = grown;
    }

    /** The entries around {@code index}, up to and with it, oldest first; at most 64. */
    List<RecordedEntry> entriesUpTo(long index) throws IOException {
        int slot = (int) ((index - first) / STRIDE);
        long start = first + (long) slot * STRIDE;
        long end = end() > start + STRIDE ? marks[slot + 1] : bytes;
        List<RecordedEntry> read = new ArrayList<>(STRIDE);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            FrameCursor cursor = new FrameCursor(channel, marks[slot], end);
            for (long i = start; i <= index; i++) {
                read.add(next(cursor, i));
            }
        }
        return read;
    }

    /** Entries at ascending indices that are read together, see {@link #lastBeside}; what lies between them is not decoded. */
    List<RecordedEntry> entries(NavigableSet<Long> indices) throws IOException {
        int slot = (int) ((indices.first() - first) / STRIDE);
        long at = first + (long) slot * STRIDE;
        long end = end() > at + STRIDE ? marks[slot + 1] : bytes;
        List<RecordedEntry> read = new ArrayList<>(indices.size());
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            FrameCursor cursor = new FrameCursor(channel, marks[slot], end);
            for (long index : indices) {
                while (at < index) {
                    frame(cursor, at++);
                }
                read.add(next(cursor, at++));
            }
        }
        return read;
    }

    /** Hands the lines of this segment's entries from one index up to, and without, another to {@code each}. */
    void read(long from, long to, LeafVisitor each) throws IOException {
        int slot = (int) ((from - first) / STRIDE);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            FrameCursor cursor = new FrameCursor(channel, marks[slot], bytes);
            for (long i = first + (long) slot * STRIDE; i < to; i++) {
                Frame frame = frame(cursor, i);
                if (i >= from) {
                    each.visit(i, frame.leaf());
                }
            }
        }
    }

    /** The last index that is read together with {@code index}; it may not be written yet. */
    long lastBeside(long index) {
        return index + STRIDE - 1 - (index - first) % STRIDE;
    }

    private RecordedEntry next(FrameCursor cursor, long index) throws IOException {
        return new RecordedEntry(index, EntryJson.decode(frame(cursor, index).leaf()));
    }

    private Frame frame(FrameCursor cursor, long index) throws IOException {
        Frame frame = cursor.peek();
        if (frame == null || frame.index() != index) {
            throw UnusableLogException.damaged(file, cursor.position(), "entry " + index + " is no longer intact");
        }
        cursor.advance(frame.size());
        return frame;
    }
}
