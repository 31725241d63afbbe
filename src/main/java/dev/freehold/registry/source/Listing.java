package dev.freehold.registry.source;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a source has under a reference, at one fixed point of its history.
 *
 * @param pinned the reference with the revision that it meant at this moment, for example {@code hf:owner/name@<commit>}
 * @param isFixed whether the pinned reference always means the same bytes
 */
public record Listing(String pinned, boolean isFixed, List<ListedFile> files) {
    private static final int MOST_FILES = 10_000;
    private static final int LONGEST_PATH = 512;
    private static final Pattern PART = Pattern.compile("[^/\\\\\\p{Cntrl}:*?\"<>|]{1,200}");

    /** Refuses names that could lead out of a folder, or that some disks cannot tell apart. */
    static Listing of(String pinned, boolean isFixed, List<ListedFile> files) throws SourceFailure {
        if (files.size() > MOST_FILES) {
            throw refused("lists more than %d files".formatted(MOST_FILES));
        }
        Set<String> seen = new HashSet<>();
        for (ListedFile file : files) {
            if (!isPlain(file.path())) {
                throw refused("lists a file whose name is no plain relative path");
            }
            if (!seen.add(file.path().toLowerCase(Locale.ROOT))) {
                throw refused("lists two files whose names differ in upper and lower case only, or not at all");
            }
        }
        return new Listing(pinned, isFixed, List.copyOf(files));
    }

    private static boolean isPlain(String path) {
        return path.length() <= LONGEST_PATH && Stream.of(path.split("/", -1)).allMatch(Listing::isPart);
    }

    private static boolean isPart(String part) {
        return PART.matcher(part).matches() && !part.equals(".") && !part.equals("..");
    }

    private static SourceFailure refused(String what) {
        return new SourceFailure(SourceFailure.Kind.REFUSED, "the source " + what);
    }
}
