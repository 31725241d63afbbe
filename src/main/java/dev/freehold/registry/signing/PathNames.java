package dev.freehold.registry.signing;

import java.nio.file.Path;
import java.util.Set;

/** Paths as the format spells them. */
final class PathNames {
    private static final Set<String> DOTS = Set.of("", ".", "..");

    private PathNames() {}

    /** Relative, one separator at a time, no way up, and nothing that a terminal would act upon. */
    static boolean isPlain(String path) {
        if (path.chars().anyMatch(Character::isISOControl)) {
            return false;
        }
        for (String part : path.split("/", -1)) {
            if (DOTS.contains(part)) {
                return false;
            }
        }
        return true;
    }

    static String of(Path root, Path file) {
        return root.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
    }
}
