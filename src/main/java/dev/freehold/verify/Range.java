package dev.freehold.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of a log, with the roots of the complete subtrees before and after it: all that is needed to work out the root of the whole.
 *
 * @param end the index after the last entry
 * @param size how many entries the whole log had
 * @param before largest first, as many as {@code first} has bits
 * @param after in the order in which they are appended
 */
record Range(long first, long end, long size, List<byte[]> before, List<byte[]> after) {
    static final String FILE = "range";
    /** A log from its beginning to wherever it ends. */
    static final Range WHOLE = new Range(0, Long.MAX_VALUE, Long.MAX_VALUE, List.of(), List.of());

    static final String HEADER = "freehold.dev/range@v1";

    static Range read(Path file) throws IOException, MalformedNoteException {
        List<String> lines =
                Note.unsigned(Files.readAllBytes(file)).text().lines().toList();
        String[] numbers = lines.size() < 2 ? new String[0] : lines.get(1).split(" ", -1);
        if (numbers.length != 3 || !lines.getFirst().equals(HEADER)) {
            throw new MalformedNoteException("it begins with " + HEADER + ", then first, end and size");
        }
        long first = Checkpoint.number(numbers[0]);
        long end = Checkpoint.number(numbers[1]);
        long size = Checkpoint.number(numbers[2]);
        if (first > end || end > size) {
            throw new MalformedNoteException("first, end and size must not fall");
        }
        List<byte[]> hashes = new ArrayList<>();
        for (String line : lines.subList(2, lines.size())) {
            byte[] hash = Note.base64(line);
            if (hash.length != Hashes.LENGTH) {
                throw new MalformedNoteException("a hash has 32 bytes");
            }
            hashes.add(hash);
        }
        int before = Long.bitCount(first);
        if (hashes.size() != before + levelsAfter(end, size).size()) {
            throw new MalformedNoteException("the number of hashes does not fit the range");
        }
        return new Range(first, end, size, hashes.subList(0, before), hashes.subList(before, hashes.size()));
    }

    boolean startsAtZero() {
        return first == 0;
    }

    boolean isWhole() {
        return size == Long.MAX_VALUE;
    }

    /** Begins a tree with what lies before the range. */
    CompactTree tree() {
        CompactTree tree = new CompactTree();
        int next = 0;
        for (int level = Long.SIZE - 2; level >= 0; level--) {
            if ((first >> level & 1) == 1) {
                tree.addSubtree(level, before.get(next++));
            }
        }
        return tree;
    }

    /** The levels of the complete subtrees from {@code end} to {@code size}: each the largest that fits its place. */
    static List<Integer> levelsAfter(long end, long size) {
        List<Integer> levels = new ArrayList<>();
        long at = end;
        while (at < size) {
            int level = Math.min(Long.numberOfTrailingZeros(at), 63 - Long.numberOfLeadingZeros(size - at));
            levels.add(level);
            at += 1L << level;
        }
        return levels;
    }
}
