package dev.freehold.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** Is the disk nearly full? Asks it at most ten times a second. */
final class FreeSpace {
    private static final long MAX_AGE = Duration.ofMillis(100).toNanos();

    private final Disk disk;
    private final Path folder;
    private final long minimum;
    private volatile long askedAt;
    private volatile boolean isLow;

    FreeSpace(Disk disk, Path folder, long minimum) {
        this.disk = disk;
        this.folder = folder;
        this.minimum = minimum;
        ask();
    }

    boolean isLow() {
        if (System.nanoTime() - askedAt > MAX_AGE) {
            ask();
        }
        return isLow;
    }

    private void ask() {
        askedAt = System.nanoTime();
        try {
            isLow = disk.freeBytes(folder) < minimum;
        } catch (IOException e) {
            isLow = true;
        }
    }
}
