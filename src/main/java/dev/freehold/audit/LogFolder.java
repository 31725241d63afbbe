package dev.freehold.audit;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The log's folder, held by one process at a time: {@code <first index>.seg}, {@code lock} and {@code quarantine/}. */
final class LogFolder implements Closeable {
    private static final Pattern SEGMENT = Pattern.compile("[0-9]{20}\\.seg");

    /**
     * Folders that this process holds. A file lock alone would not do: on POSIX systems, closing a second channel to the lock
     * file drops the lock that the first one holds.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final FileChannel lock;

    private LogFolder(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /**
     * Creates the folder when it is missing and takes its lock.
     *
     * @throws UnusableLogException when somebody else holds it
     */
    static LogFolder hold(Path path) throws IOException {
        Path folder = create(path).toRealPath();
        if (!HELD.add(folder)) {
            throw UnusableLogException.inUse(folder);
        }
        try {
            return new LogFolder(folder, lock(folder));
        } catch (IOException | RuntimeException e) {
            HELD.remove(folder);
            throw e;
        }
    }

    private static FileChannel lock(Path folder) throws IOException {
        FileChannel channel =
                FileChannel.open(folder.resolve("lock"), StandardOpenOption.WRITE, StandardOpenOption.CREATE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // Held by this process through another class loader.
        }
        channel.close();
        throw UnusableLogException.inUse(folder);
    }

    private static Path create(Path folder) throws IOException {
        boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] ownerOnly = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
        return Files.createDirectories(folder, ownerOnly);
    }

    Path path() {
        return folder;
    }

    Path quarantine() throws IOException {
        return create(folder.resolve("quarantine"));
    }

    Path segment(long first) {
        return folder.resolve(String.format(Locale.ROOT, "%020d.seg", first));
    }

    static long firstIndex(Path segment) {
        return Long.parseLong(segment.getFileName().toString().substring(0, 20));
    }

    /** The segment files, oldest first. */
    List<Path> segments() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file ->
                            SEGMENT.matcher(file.getFileName().toString()).matches())
                    .sorted()
                    .toList();
        }
    }

    @Override
    public void close() throws IOException {
        try {
            lock.close();
        } finally {
            HELD.remove(folder);
        }
    }
}
