package dev.freehold.inference.decoder;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * A large region off the heap that costs nothing until it is written: an anonymous mapping. Where the platform has none
 * (Windows) it is ordinary native memory, taken at once.
 */
final class AnonymousMemory implements AutoCloseable {
    /** Bytes of a page, where pages have the usual size. */
    static final int PAGE = 4096;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final Optional<MethodHandle> MADVISE = LINKER.defaultLookup()
            .find("madvise")
            .map(symbol ->
                    LINKER.downcallHandle(symbol, FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT)));
    private static final int READ_AND_WRITE = 3;
    private static final int DONT_NEED = 4;
    private static final boolean MAC = System.getProperty("os.name", "").startsWith("Mac");
    /** {@code MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE}; the last two differ between systems. */
    private static final int FLAGS = MAC ? 0x2 | 0x1000 | 0x40 : 0x2 | 0x20 | 0x4000;

    private final MemorySegment segment;
    private final Arena arena;

    private AnonymousMemory(MemorySegment segment, Arena arena) {
        this.segment = segment;
        this.arena = arena;
    }

    static AnonymousMemory reserve(long bytes) {
        Arena arena = Arena.ofShared();
        Optional<MemorySegment> mmap = LINKER.defaultLookup().find("mmap");
        MemorySegment segment = mmap.isPresent() ? map(mmap.get(), bytes, arena) : arena.allocate(bytes, Long.BYTES);
        return new AnonymousMemory(segment, arena);
    }

    MemorySegment segment() {
        return segment;
    }

    /** Gives part of the memory back until it is written again. What it reads as until then is not specified. */
    void release(long from, long bytes) {
        if (MADVISE.isPresent()) {
            try {
                // Refused where pages are larger than ours: the memory is then kept, which is no harm.
                int _ = (int) MADVISE.get().invokeExact(segment.asSlice(from, bytes), bytes, DONT_NEED);
            } catch (Throwable broken) {
                throw new IllegalStateException("madvise could not be called", broken);
            }
        }
    }

    /** Returns the memory; nothing native may still use it. */
    @Override
    public void close() {
        arena.close();
    }

    private static MemorySegment map(MemorySegment symbol, long bytes, Arena arena) {
        MethodHandle mmap = LINKER.downcallHandle(
                symbol, FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG));
        MemorySegment start;
        try {
            start = (MemorySegment) mmap.invokeExact(MemorySegment.NULL, bytes, READ_AND_WRITE, FLAGS, -1, 0L);
        } catch (Throwable broken) {
            throw new IllegalStateException("mmap could not be called", broken);
        }
        if (start.address() == -1L) {
            throw new OutOfMemoryError("the system refused to reserve " + bytes + " bytes for keys and values");
        }
        return start.reinterpret(bytes, arena, AnonymousMemory::unmap);
    }

    private static void unmap(MemorySegment mapping) {
        MethodHandle munmap = LINKER.downcallHandle(
                LINKER.defaultLookup().findOrThrow("munmap"), FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG));
        try {
            int failed = (int) munmap.invokeExact(mapping, mapping.byteSize());
            assert failed == 0;
        } catch (Throwable broken) {
            throw new IllegalStateException("munmap could not be called", broken);
        }
    }
}
