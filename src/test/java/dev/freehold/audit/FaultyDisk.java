package dev.freehold.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Real files without real syncs, so tests are fast; it knows how much of each file a sync has covered, and fails, hangs or fills up
 * when told to.
 */
final class FaultyDisk implements Disk {
    final AtomicInteger forces = new AtomicInteger();
    final AtomicInteger failingForces = new AtomicInteger();
    final AtomicInteger forcesAfterFailure = new AtomicInteger();
    final AtomicInteger failingWrites = new AtomicInteger();
    final AtomicInteger failingOpens = new AtomicInteger();
    volatile long free = Long.MAX_VALUE;
    volatile long forceMillis;
    volatile boolean isHanging;
    volatile CountDownLatch answers = new CountDownLatch(0);
    private final Map<Path, Long> durable = new ConcurrentHashMap<>();
    private final FileChannelDisk real = new FileChannelDisk();

    /** What a power cut would leave of a folder's files: only what was synced. */
    void copyDurable(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        for (Map.Entry<Path, Long> file : durable.entrySet()) {
            if (from.toRealPath().equals(file.getKey().getParent())) {
                byte[] bytes = Files.readAllBytes(file.getKey());
                byte[] kept = Arrays.copyOf(bytes, file.getValue().intValue());
                Files.write(to.resolve(file.getKey().getFileName()), kept);
            }
        }
    }

    @Override
    public DiskFile open(Path file) throws IOException {
        if (failingOpens.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
            throw new IOException("injected: cannot open");
        }
        return new FaultyFile(file, real.open(file));
    }

    @Override
    public void syncFolder(Path folder) {}

    @Override
    public long freeBytes(Path folder) {
        return free;
    }

    private final class FaultyFile implements DiskFile {
        private final Path path;
        private final DiskFile file;
        private boolean hasFailed;

        FaultyFile(Path path, DiskFile file) {
            this.path = path;
            this.file = file;
        }

        @Override
        public void write(ByteBuffer bytes, long position) throws IOException {
            if (failingWrites.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
                file.write(bytes.limit(bytes.limit() / 2), position);
                throw new IOException("injected: no space left");
            }
            file.write(bytes, position);
        }

        @Override
        public void force(boolean metadata) throws IOException {
            if (hasFailed) {
                forcesAfterFailure.incrementAndGet();
            }
            waitForAnswer();
            if (failingForces.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
                hasFailed = true;
                throw new IOException("injected: cannot sync");
            }
            forces.incrementAndGet();
            durable.put(path, Files.size(path));
        }

        private void waitForAnswer() throws IOException {
            try {
                Thread.sleep(forceMillis);
                isHanging = answers.getCount() > 0;
                answers.await();
                isHanging = false;
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }

        @Override
        public void truncate(long size) throws IOException {
            file.truncate(size);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
