package dev.freehold.inference.tensor;

import dev.freehold.inference.ModelLoadException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What one graph may take of the machine.
 *
 * @param threads compute one run
 * @param runs go on at once
 * @param queue calls that may wait for their turn
 */
record Share(int threads, int runs, int queue) {
    /** A run of a smaller graph is over before other threads have woken up. */
    private static final long SMALL = 32L << 20;

    static Share of(Path graph, TensorConfig config) throws ModelLoadException {
        int cores = Runtime.getRuntime().availableProcessors();
        int threads = config.threads().orElse(isSmall(graph) ? 1 : cores);
        return new Share(threads, Math.max(1, cores / threads), config.queue());
    }

    private static boolean isSmall(Path graph) throws ModelLoadException {
        try {
            return Files.size(graph) < SMALL;
        } catch (IOException unreadable) {
            throw new ModelLoadException("its graph cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }
}
