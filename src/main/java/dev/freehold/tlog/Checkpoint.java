package dev.freehold.tlog;

import java.util.List;

/**
 * A log at a size (C2SP tlog-checkpoint).
 *
 * @param origin the log's name
 */
public record Checkpoint(String origin, long size, Hash root) {

    /**
     * Reads the text of a note; extension lines are passed over.
     *
     * @throws MalformedException when it is no checkpoint
     */
    public static Checkpoint parse(String text) {
        List<String> lines = text.lines().toList();
        if (lines.size() < 3 || !text.endsWith("\n") || lines.stream().anyMatch(String::isEmpty)) {
            throw new MalformedException("a checkpoint is an origin, a size and a root hash");
        }
        return new Checkpoint(lines.get(0), Decimal.parse(lines.get(1)), Hash.parse(lines.get(2)));
    }

    /** The text that is signed. */
    public String text() {
        return origin + "\n" + size + "\n" + root + "\n";
    }
}
