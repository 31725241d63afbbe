package dev.freehold.audit;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes frames to the end of the last segment; one thread at a time uses it. Segments grow and are not laid out in advance: a
 * file system shows the new size of a file only with its data, so a power cut leaves a prefix and not holes.
 */
final class SegmentWriter implements LogWriter, Closeable {
    private final LogFolder folder;
    private final Disk disk;
    private final Segments segments;
    private final long segmentSize;
    private final RecentHashes recent;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(CommitQueue.MAX_BATCH_BYTES);
    private Chain chain;
    private Disk.DiskFile file;

    SegmentWriter(LogFolder folder, Disk disk, Recovery recovery, long segmentSize, RecentHashes recent)
            throws IOException {
        this.folder = folder;
        this.disk = disk;
        this.segments = recovery.segments();
        this.chain = recovery.chain();
        this.segmentSize = segmentSize;
        this.recent = recent;
        this.file =
                segments.isEmpty() ? newSegment() : disk.open(segments.last().file());
        // What was read may be in the page cache only, left there by a killed process.
        file.force(true);
    }

    @Override
    public long commit(List<Ticket> batch) throws IOException {
        if (segments.last().bytes() >= segmentSize) {
            rotate();
        }
        Segment segment = segments.last();
        long first = chain.next();
        Chain end = frame(batch);
        file.write(buffer.flip(), segment.bytes());
        file.force(false);
        chain = end;
        for (Ticket ticket : batch) {
            segment.extend(ticket.frameSize(), ticket.entry().at());
        }
        return first;
    }

    private Chain frame(List<Ticket> batch) {
        buffer.clear();
        Chain end = chain;
        for (Ticket ticket : batch) {
            Frame frame = end.frame(ticket.leaf());
            frame.writeTo(buffer);
            end = end.after(frame);
            recent.put(frame.index(), end.previous());
        }
        return end;
    }

    /**
     * Goes back to the last durable entry after a failed commit. The failed descriptor is given up, because after a failed sync
     * the kernel may call pages clean that never reached the disk; a second sync there would prove nothing.
     */
    @Override
    public void repair() throws IOException {
        giveUp();
        Segment segment = segments.last();
        try (Disk.DiskFile again = disk.open(segment.file())) {
            again.truncate(segment.bytes());
            again.force(true);
        }
        file = segment.isEmpty() ? disk.open(segment.file()) : newSegment();
    }

    private void rotate() throws IOException {
        Disk.DiskFile next = newSegment();
        giveUp();
        file = next;
    }

    private Disk.DiskFile newSegment() throws IOException {
        Path path = folder.segment(chain.next());
        Disk.DiskFile created = disk.open(path);
        try {
            created.force(true);
            disk.syncFolder(folder.path());
        } catch (IOException e) {
            created.close();
            throw e;
        }
        segments.add(new Segment(path, chain.next()));
        return created;
    }

    private void giveUp() {
        try {
            file.close();
        } catch (IOException e) {
            // All that counts as durable has been synced; nothing else is expected of this descriptor.
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
