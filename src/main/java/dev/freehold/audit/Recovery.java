package dev.freehold.audit;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Reads the whole log at start and checks every frame. What a crash leaves, a torn tail of the last segment, is set aside and
 * cut off; anything else that is not intact is damage, and the log refuses to open.
 */
final class Recovery {
    private final LogFolder folder;
    private final Disk disk;
    private final LeafWatch watch;
    private final Segments segments = new Segments();
    private final OpenCalls calls = new OpenCalls();
    private Chain chain = Chain.START;
    private long tornBytes;

    private Recovery(LogFolder folder, Disk disk, LeafWatch watch) {
        this.folder = folder;
        this.disk = disk;
        this.watch = watch;
    }

    /**
     * Reads the log.
     *
     * @throws UnusableLogException when it is damaged
     */
    static Recovery of(LogFolder folder, Disk disk, LeafWatch watch) throws IOException {
        Recovery recovery = new Recovery(folder, disk, watch);
        List<Path> files = folder.segments();
        for (Path file : files) {
            recovery.read(file, file.equals(files.getLast()));
        }
        watch.end(recovery.chain.next());
        return recovery;
    }

    Segments segments() {
        return segments;
    }

    OpenCalls calls() {
        return calls;
    }

    Chain chain() {
        return chain;
    }

    /** Bytes that were cut off and set aside. */
    long tornBytes() {
        return tornBytes;
    }

    private void read(Path file, boolean isLast) throws IOException {
        long first = LogFolder.firstIndex(file);
        if (first != chain.next()) {
            throw UnusableLogException.damaged(
                    file, 0, "entry " + chain.next() + " should come next, so a part of the log is missing");
        }
        Segment segment = new Segment(file, first);
        segments.add(segment);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            FrameCursor cursor = new FrameCursor(channel, 0, channel.size());
            readIntact(cursor, segment);
            if (!cursor.isAtEnd()) {
                refuseDamage(cursor, segment, isLast);
                cut(segment, channel);
            }
        }
    }

    private void readIntact(FrameCursor cursor, Segment segment) throws IOException {
        Frame frame = cursor.peek();
        while (frame != null && chain.accepts(frame)) {
            AuditEntry entry = decode(frame, segment.file(), cursor.position());
            segment.extend(frame.size(), entry.at());
            calls.see(entry);
            chain = chain.after(frame);
            watch.see(frame.index(), chain.previous());
            cursor.advance(frame.size());
            frame = cursor.peek();
        }
    }

    private static AuditEntry decode(Frame frame, Path file, long offset) {
        try {
            return EntryJson.decode(frame.leaf());
        } catch (IOException e) {
            throw UnusableLogException.damaged(file, offset, "the entry cannot be read");
        }
    }

    /** A crash can only tear the end: where an intact frame follows, something else has been at work. */
    private static void refuseDamage(FrameCursor cursor, Segment segment, boolean isLast) throws IOException {
        long damage = cursor.position();
        if (!isLast) {
            throw UnusableLogException.damaged(
                    segment.file(), damage, "a later segment follows, so this is no torn tail");
        }
        while (!cursor.isAtEnd()) {
            Frame frame = cursor.peek();
            if (frame != null) {
                throw UnusableLogException.damaged(
                        segment.file(), damage, "entry " + frame.index() + " follows, so this is no torn tail");
            }
            cursor.advance(Frame.ALIGNMENT);
        }
    }

    private void cut(Segment segment, FileChannel channel) throws IOException {
        long start = segment.bytes();
        long length = channel.size() - start;
        Path quarantine = folder.quarantine();
        Path kept = Files.createTempFile(quarantine, segment.file().getFileName() + "-" + start + "-", ".torn");
        try (FileChannel copy = FileChannel.open(kept, StandardOpenOption.WRITE)) {
            long copied = 0;
            while (copied < length) {
                copied += channel.transferTo(start + copied, length - copied, copy);
            }
        }
        sync(kept);
        disk.syncFolder(quarantine);
        disk.syncFolder(folder.path());
        try (Disk.DiskFile file = disk.open(segment.file())) {
            file.truncate(start);
            file.force(true);
        }
        disk.syncFolder(folder.path());
        tornBytes = length;
    }

    private void sync(Path path) throws IOException {
        try (Disk.DiskFile file = disk.open(path)) {
            file.force(true);
        }
    }
}
