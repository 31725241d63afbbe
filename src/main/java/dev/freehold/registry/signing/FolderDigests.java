package dev.freehold.registry.signing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The regular files of a folder and their digests, as a serialization lists them. Links are never followed, and never pass. */
final class FolderDigests {
    private static final int BUFFER = 1 << 16;

    private final Path root;
    private final Serialization serialization;

    FolderDigests(Path root, Serialization serialization) {
        this.root = root;
        this.serialization = serialization;
    }

    /** Paths and sizes of the files that are to be signed, in the order of their names. */
    Map<String, Long> files() throws IOException, InvalidSignature {
        Map<String, Long> files = new TreeMap<>(Resource.ORDER);
        List<String> others = new ArrayList<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                boolean isLeftOut = !folder.equals(root) && serialization.isIgnored(PathNames.of(root, folder));
                return isLeftOut ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String name = PathNames.of(root, file);
                if (name.equals(ModelSignature.FILE) || serialization.isIgnored(name)) {
                    return FileVisitResult.CONTINUE;
                }
                if (attributes.isRegularFile() && PathNames.isPlain(name)) {
                    files.put(name, attributes.size());
                } else {
                    others.add(name);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        if (!others.isEmpty()) {
            throw new InvalidSignature("cannot vouch for %s, which is a link or no plain file"
                    .formatted(InvalidSignature.shown(others.getFirst())));
        }
        return files;
    }

    /** What the files add up to; an empty file has no shards. */
    List<Resource> resources(Map<String, Long> files) throws IOException {
        Map<String, Resource> resources = new TreeMap<>(Resource.ORDER);
        for (Map.Entry<String, Long> file : files.entrySet()) {
            for (Resource resource : resources(file.getKey(), file.getValue())) {
                resources.put(resource.name(), resource);
            }
        }
        return List.copyOf(resources.values());
    }

    private List<Resource> resources(String name, long size) throws IOException {
        List<Resource> resources = new ArrayList<>();
        try (InputStream in =
                Files.newInputStream(root.resolve(name), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            long shard = serialization.shardSize();
            if (shard == 0) {
                return List.of(new Resource(name, digest(in, Long.MAX_VALUE)));
            }
            for (long start = 0; start < size; start += shard) {
                long end = Math.min(size, start + shard);
                resources.add(new Resource("%s:%d:%d".formatted(name, start, end), digest(in, end - start)));
            }
        }
        return resources;
    }

    private static String digest(InputStream in, long most) throws IOException {
        MessageDigest digest = Sha256.start();
        byte[] buffer = new byte[BUFFER];
        long left = most;
        while (left > 0) {
            int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                break;
            }
            digest.update(buffer, 0, read);
            left -= read;
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
