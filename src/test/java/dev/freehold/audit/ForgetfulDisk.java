package dev.freehold.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A disk whose power can be cut: of each file it then has what was synced, and of what was written since, a part drawn by lot; files
 * whose folder was not synced have no name. As file systems do, it shows the new size of a file only with its data. Until then it also
 * fails now and then, when told to.
 */
final class ForgetfulDisk implements Disk {
    private final Random random;
    private final FileChannelDisk real = new FileChannelDisk();
    private final Map<Path, byte[]> synced = new HashMap<>();
    private final Set<Path> named = new HashSet<>();
    private boolean isCut;
    private int failing;

    /** Says that it has synced, and has not: what a log without syncs would be. */
    boolean forgetsFiles;

    boolean forgetsNames;

    /** What lies in {@code folder} already is durable. */
    ForgetfulDisk(long seed, Path folder) throws IOException {
        this.random = new Random(seed);
        try (Stream<Path> files = Files.walk(Files.createDirectories(folder).toRealPath())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                named.add(file);
                synced.put(file, Files.readAllBytes(file));
            }
        }
    }

    /** From now on, so many of a hundred writes and syncs fail. */
    synchronized void failing(int ofHundred) {
        failing = ofHundred;
    }

    /** Cuts the power; what it leaves goes to another folder. */
    synchronized void cut(Path from, Path to) throws IOException {
        isCut = true;
        Files.createDirectories(to);
        Path folder = from.toRealPath();
        for (Path file : named) {
            if (folder.equals(file.getParent())) {
                Files.write(to.resolve(file.getFileName()), left(file));
            }
        }
    }

    private byte[] left(Path file) throws IOException {
        byte[] before = synced.getOrDefault(file, new byte[0]);
        byte[] now = Files.readAllBytes(file);
        if (now.length < before.length) {
            return random.nextBoolean() ? before : now;
        }
        int length = before.length + random.nextInt(now.length - before.length + 1);
        byte[] left = Arrays.copyOf(now, length);
        System.arraycopy(before, 0, left, 0, before.length);
        return left;
    }

    @Override
    public synchronized DiskFile open(Path file) throws IOException {
        mayFail();
        return new ForgetfulFile(file, real.open(file));
    }

    @Override
    public synchronized void syncFolder(Path folder) throws IOException {
        mayFail();
        if (!forgetsNames) {
            try (Stream<Path> files = Files.list(folder)) {
                files.filter(Files::isRegularFile).forEach(named::add);
            }
        }
    }

    @Override
    public long freeBytes(Path folder) {
        return Long.MAX_VALUE;
    }

    private void mayFail() throws IOException {
        if (isCut) {
            throw new IOException("the power is cut");
        }
        if (random.nextInt(100) < failing) {
            throw new IOException("injected");
        }
    }

    private final class ForgetfulFile implements DiskFile {
        private final Path path;
        private final DiskFile file;

        ForgetfulFile(Path path, DiskFile file) {
            this.path = path;
            this.file = file;
        }

        @Override
        public void write(ByteBuffer bytes, long position) throws IOException {
            synchronized (ForgetfulDisk.this) {
                try {
                    mayFail();
                } catch (IOException full) {
                    if (!isCut) {
                        file.write(bytes.limit(random.nextInt(bytes.limit() + 1)), position);
                    }
                    throw full;
                }
                file.write(bytes, position);
            }
        }

        @Override
        public void force(boolean metadata) throws IOException {
            synchronized (ForgetfulDisk.this) {
                mayFail();
                if (!forgetsFiles) {
                    synced.put(path, Files.readAllBytes(path));
                }
            }
        }

        @Override
        public void truncate(long size) throws IOException {
            synchronized (ForgetfulDisk.this) {
                mayFail();
                file.truncate(size);
            }
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
