package dev.freehold.verify;

import dev.freehold.verify.Finding.Check;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The segment files of an embedded log, {@code <first index>.seg}; files of other names are passed over. */
final class SegmentFolder implements Source {
    private static final Pattern SEGMENT = Pattern.compile("[0-9]{20}\\.seg");

    private final List<Path> segments;
    private final long first;
    private final Hashes hashes = new Hashes();
    private byte[] previous = new byte[Hashes.LENGTH];
    private long next;
    private long bytesBefore;

    SegmentFolder(List<Path> segments) {
        this.segments = segments;
        this.first = firstIndex(segments.getFirst());
        this.next = first;
    }

    static List<Path> segments(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> SEGMENT.matcher(name(file)).matches())
                    .sorted()
                    .toList();
        }
    }

    private static String name(Path file) {
        return file.getName(file.getNameCount() - 1).toString();
    }

    private static long firstIndex(Path file) {
        try {
            return Long.parseLong(name(file).substring(0, 20));
        } catch (NumberFormatException beyondAllLogs) {
            return Long.MAX_VALUE;
        }
    }

    @Override
    public Range range() {
        return first == 0 ? Range.WHOLE : new Range(first, Long.MAX_VALUE, Long.MAX_VALUE, List.of(), List.of());
    }

    @Override
    public long bytes() throws IOException {
        long bytes = 0;
        for (Path segment : segments) {
            bytes += Files.size(segment);
        }
        return bytes;
    }

    @Override
    public boolean read(LeafSink sink, Findings findings, LongConsumer progress) throws IOException {
        for (Path segment : segments) {
            if (firstIndex(segment) != next) {
                findings.tampered(
                        Check.FRAMES, next, "entry " + next + " should come next, but " + name(segment) + " does");
                return false;
            }
            if (!read(segment, sink, findings, progress)) {
                return false;
            }
            bytesBefore += Files.size(segment);
        }
        return true;
    }

    private boolean read(Path segment, LeafSink sink, Findings findings, LongConsumer progress) throws IOException {
        try (SegmentReader reader = new SegmentReader(segment)) {
            while (reader.readFrame()) {
                if (!fits(reader, findings)) {
                    return false;
                }
                byte[] leaf = reader.leaf();
                previous = hashes.leaf(leaf);
                sink.leaf(next++, leaf, previous);
                progress.accept(bytesBefore + reader.position());
            }
            boolean isBeingWritten = segment.equals(segments.getLast()) && reader.hasGrown();
            return reader.isAtEnd() || isBeingWritten || isDamaged(segment, reader, findings);
        }
    }

    private boolean fits(SegmentReader reader, Findings findings) {
        if (reader.index() != next) {
            findings.tampered(Check.CHAIN, next, "the entry here says that it is number " + reader.index());
            return false;
        }
        boolean follows = (first > 0 && next == first) || Arrays.equals(reader.previous(), previous);
        if (!follows) {
            findings.tampered(
                    Check.CHAIN, next, "it does not follow from the entry before it, or that one was changed");
        }
        return follows;
    }

    /** A crash can only tear the end off: anything else was somebody's work, or the disk's. */
    private boolean isDamaged(Path segment, SegmentReader reader, Findings findings) throws IOException {
        long offset = reader.position();
        boolean isLast = segment.equals(segments.getLast());
        if (isLast && !reader.findsFrame()) {
            findings.add(
                    Outcome.TRUNCATED,
                    Check.FRAMES,
                    next,
                    "%s ends in %d bytes that are no entry, from byte %d: cut off, damaged, or still being written"
                            .formatted(name(segment), Files.size(segment) - offset, offset));
        } else {
            findings.tampered(
                    Check.FRAMES,
                    next,
                    "%s is not intact at byte %d, and more follows".formatted(name(segment), offset));
        }
        return false;
    }
}
