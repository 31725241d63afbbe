package dev.freehold.builder;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The file beside a graph that holds its weights. It is planned as a whole before it is written; its parts are mapped, so that
 * filling them needs no heap.
 */
final class ExternalData {
    /** So that a runtime can map every tensor where it lies. */
    private static final long ALIGNMENT = 4096;

    private final String location;
    private final List<Job> jobs = new ArrayList<>();
    private long end;

    /** One tensor's place in the file. */
    record Part(String location, long offset, long length) {}

    /** Fills parts of the file, which it gets in order, little-endian. */
    interface Filling {
        void fill(List<MemorySegment> parts);
    }

    private record Job(String tensor, List<Part> parts, Filling filling) {}

    ExternalData(String location) {
        this.location = location;
    }

    /** Takes room for tensors that are filled together. */
    List<Part> plan(String tensor, Filling filling, long... lengths) {
        List<Part> parts = new ArrayList<>();
        for (long length : lengths) {
            long offset = Math.ceilDiv(end, ALIGNMENT) * ALIGNMENT;
            end = offset + length;
            parts.add(new Part(location, offset, length));
        }
        jobs.add(new Job(tensor, List.copyOf(parts), filling));
        return parts;
    }

    long size() {
        return end;
    }

    /** Writes everything, down to the disk. */
    void write(Path folder, Progress progress) throws IOException {
        try (FileChannel channel = FileChannel.open(
                folder.resolve(location),
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
            for (Job job : jobs) {
                progress.writing(job.tensor(), job.parts().getFirst().offset(), end);
                fill(channel, job);
            }
            channel.force(true);
            progress.writing("", end, end);
        }
    }

    private static void fill(FileChannel channel, Job job) throws IOException {
        try (Arena arena = Arena.ofShared()) {
            List<MemorySegment> mapped = new ArrayList<>();
            for (Part part : job.parts()) {
                mapped.add(channel.map(MapMode.READ_WRITE, part.offset(), part.length(), arena));
            }
            job.filling().fill(mapped);
        }
    }
}
