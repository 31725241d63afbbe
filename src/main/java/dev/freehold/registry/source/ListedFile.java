package dev.freehold.registry.source;

import java.util.Optional;

/**
 * A file that a source has.
 *
 * @param path relative, with {@code /} between its parts; safe to resolve below a folder
 * @param size in bytes
 * @param checksum absent when the source announces none
 * @param place where the source itself keeps it
 */
public record ListedFile(String path, long size, Optional<Checksum> checksum, String place) {
    public ListedFile {
        if (size < 0) {
            throw new IllegalArgumentException("a file has no negative size");
        }
    }

    ListedFile(String path, long size, Optional<Checksum> checksum) {
        this(path, size, checksum, path);
    }
}
