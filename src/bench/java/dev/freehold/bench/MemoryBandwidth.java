package dev.freehold.bench;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** How fast this machine reads memory that no cache holds. */
final class MemoryBandwidth {
    /** For each thread; several times what the largest caches hold. */
    private static final long BYTES = 512L << 20;

    private static final int WARM_UP = 2;

    private MemoryBandwidth() {}

    /** In gigabytes a second, all threads together. */
    static Samples measure(int threads, int rounds) throws InterruptedException, ExecutionException {
        try (Arena arena = Arena.ofShared();
                ExecutorService readers = Executors.newFixedThreadPool(threads)) {
            List<Callable<Long>> reads = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                MemorySegment memory = arena.allocate(BYTES, Long.BYTES).fill((byte) 1);
                reads.add(() -> sum(memory));
            }
            List<Double> rates = new ArrayList<>();
            for (int round = 0; round < WARM_UP + 2 * rounds; round++) {
                long start = System.nanoTime();
                for (Future<Long> read : readers.invokeAll(reads)) {
                    read.get();
                }
                double rate = (double) threads * BYTES / (System.nanoTime() - start);
                if (round >= WARM_UP) {
                    rates.add(rate);
                }
            }
            return new Samples(rates);
        }
    }

    /** Four sums at a time, so that the processor waits for memory and not for itself. */
    private static long sum(MemorySegment memory) {
        long a = 0;
        long b = 0;
        long c = 0;
        long d = 0;
        long count = memory.byteSize() / Long.BYTES;
        for (long i = 0; i < count; i += 4) {
            a += memory.getAtIndex(JAVA_LONG, i);
            b += memory.getAtIndex(JAVA_LONG, i + 1);
            c += memory.getAtIndex(JAVA_LONG, i + 2);
            d += memory.getAtIndex(JAVA_LONG, i + 3);
        }
        return a + b + c + d;
    }
}
