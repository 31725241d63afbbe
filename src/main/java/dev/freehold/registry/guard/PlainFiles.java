package dev.freehold.registry.guard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** A file that is itself: no link to another, and no second name of one, unless all its names are known. */
final class PlainFiles {
    private PlainFiles() {}

    static void check(Path file, KnownNames known) throws IOException, HarmfulFile {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new HarmfulFile("has its weights in %s, which is a link or no file; put the file itself there"
                    .formatted(file.getFileName()));
        }
        if (file.getFileSystem().supportedFileAttributeViews().contains("unix")
                && Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS) instanceof Integer names
                && names > 1
                && !known.haveAll(file)) {
            throw new HarmfulFile(
                    "has its weights in %s, which has a second name elsewhere (a hard link); copy the file"
                            .formatted(file.getFileName()));
        }
    }
}
