package dev.freehold.registry.guard;

import java.io.IOException;
import java.nio.file.Path;

/** Answers for the other names that a file's bytes have on the disk. */
@FunctionalInterface
public interface KnownNames {
    KnownNames NONE = file -> false;

    /** Whether it is known why the file has more than one name, and none of them is a stranger's. */
    boolean haveAll(Path file) throws IOException;
}
