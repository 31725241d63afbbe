package dev.freehold.registry.content;

import dev.freehold.registry.content.Manifest.Content;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Where one model lies while it is fetched and looked at: nothing in here is ever served. Only one process has it at a time; what
 * an earlier one left is gone on from.
 */
public final class Quarantine implements Closeable {
    private final Layout layout;
    private final Path folder;
    private final StoreLock lock;
    private final SortedMap<String, Content> files = new TreeMap<>();

    Quarantine(Layout layout, Path folder, StoreLock lock) throws IOException {
        this.layout = layout;
        this.folder = folder;
        this.lock = lock;
        Files.createDirectories(parts());
        salvage();
        Trees.delete(version());
        Files.createDirectories(model());
    }

    /** What an earlier attempt had taken has come in, too; what it had from the store is there anyway. */
    private void salvage() throws IOException {
        if (!Files.isDirectory(model(), LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> taken = Files.walk(model())) {
            for (Path file : taken.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                    .toList()) {
                if (Trees.names(file) == 1) {
                    Trees.unseal(file);
                    Files.move(file, part(Trees.nameOf(model(), file)), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    /** Where the bytes of a file go while they come in. */
    public Path part(String path) {
        return parts().resolve(Sha256.of(path.getBytes(StandardCharsets.UTF_8)));
    }

    /** How many bytes of a file have come in. */
    public long present(String path) throws IOException {
        Path part = part(path);
        return Files.exists(part, LinkOption.NOFOLLOW_LINKS) ? Files.size(part) : 0;
    }

    /** Takes a file whose bytes have all come in, and are durable. */
    public void take(String path) throws IOException {
        Path part = part(path);
        Trees.seal(part);
        place(path, part, new Content(Sha256.of(part), Files.size(part)));
    }

    /** Takes a file from the store itself, when bytes that add up to this are there, and are still what they were. */
    public boolean takeStored(String path, String sha256) throws IOException {
        Path blob = layout.blob(sha256);
        if (!Files.isRegularFile(blob, LinkOption.NOFOLLOW_LINKS)
                || !Sha256.of(blob).equals(sha256)) {
            return false;
        }
        place(path, blob, new Content(sha256, Files.size(blob)));
        return true;
    }

    private void place(String path, Path bytes, Content content) throws IOException {
        Path target = model().resolve(path);
        Files.createDirectories(target.getParent());
        if (bytes.startsWith(parts())) {
            Files.move(bytes, target);
        } else {
            Files.createLink(target, bytes);
        }
        files.put(path, content);
    }

    /** Says what all that was taken is; from now on the folder can be looked at. */
    public Manifest seal(String source) throws IOException {
        Manifest manifest = new Manifest(source, files);
        try (FileChannel out = FileChannel.open(
                version().resolve(Layout.MANIFEST), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            out.write(ByteBuffer.wrap(manifest.bytes()));
            out.force(true);
        }
        return manifest;
    }

    /** The folder with the files that were taken. */
    public Path model() {
        return version().resolve(Layout.MODEL);
    }

    Path version() {
        return folder.resolve("version");
    }

    private Path parts() {
        return folder.resolve("parts");
    }

    /** Deletes all that is in here: the model was refused, or has left. */
    public void discard() throws IOException {
        Trees.delete(version());
        Trees.delete(parts());
    }

    /** Lets others in. What has come in so far stays, for the next attempt. */
    @Override
    public void close() throws IOException {
        lock.close();
    }
}
