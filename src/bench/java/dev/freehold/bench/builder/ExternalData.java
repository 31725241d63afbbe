package dev.freehold.bench.builder;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The file beside a graph that holds its weights. Its parts are mapped: filling them needs no heap. */
final class ExternalData implements AutoCloseable {
    /** So that a runtime can map every tensor where it lies. */
    private static final long ALIGNMENT = 4096;

    private final Path file;
    private final FileChannel channel;
    private final Arena arena = Arena.ofShared();
    private long end;

    /** One tensor's bytes, little-endian, and where in the file they begin. */
    record Part(String location, long offset, MemorySegment bytes) {}

    ExternalData(Path file) throws IOException {
        this.file = file;
        this.channel = FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
    }

    Part reserve(long bytes) throws IOException {
        long offset = Math.ceilDiv(end, ALIGNMENT) * ALIGNMENT;
        end = offset + bytes;
        return new Part(
                String.valueOf(file.getFileName()), offset, channel.map(MapMode.READ_WRITE, offset, bytes, arena));
    }

    long size() {
        return end;
    }

    @Override
    public void close() throws IOException {
        arena.close();
        channel.close();
    }
}
