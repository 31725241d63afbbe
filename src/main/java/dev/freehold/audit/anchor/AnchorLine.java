package dev.freehold.audit.anchor;

import dev.freehold.tlog.Checkpoint;
import dev.freehold.tlog.Hash;
import dev.freehold.tlog.MalformedException;
import dev.freehold.tlog.SignedNote;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** A checkpoint and the log's signature on one line: time, origin, size, root, signature, with spaces between. */
final class AnchorLine {
    private static final int PARTS = 5;

    private AnchorLine() {}

    static String of(SignedNote note, Instant at) {
        Checkpoint head = Checkpoint.parse(note.text());
        String signature = note.signatures().getFirst().toString();
        return String.join(
                " ",
                at.truncatedTo(ChronoUnit.SECONDS).toString(),
                head.origin(),
                Long.toString(head.size()),
                head.root().toString(),
                signature.substring(signature.lastIndexOf(' ') + 1));
    }

    /** The checkpoint on a line; nothing on one that was not written to its end. */
    static Optional<Checkpoint> parse(String line) {
        String[] parts = line.split(" ", -1);
        if (parts.length != PARTS || !parts[2].matches("[0-9]{1,18}")) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Checkpoint(parts[1], Long.parseLong(parts[2]), Hash.parse(parts[3])));
        } catch (MalformedException torn) {
            return Optional.empty();
        }
    }
}
