package dev.freehold.tlog;

import java.util.List;

/**
 * What a log asks a witness to cosign (C2SP tlog-witness).
 *
 * @param oldSize the size that the witness saw last, 0 for none
 * @param consistency that the tree of that size is the beginning of the checkpoint's
 */
public record AddCheckpoint(long oldSize, List<Hash> consistency, SignedNote checkpoint) {
    private static final String OLD = "old ";
    private static final int LONGEST_PROOF = 63;

    public AddCheckpoint {
        consistency = List.copyOf(consistency);
        if (consistency.size() > LONGEST_PROOF) {
            throw new MalformedException("a proof has at most 63 hashes");
        }
    }

    /**
     * Reads what {@link #toString} writes.
     *
     * @throws MalformedException when it is no such request
     */
    public static AddCheckpoint parse(String body) {
        int blank = body.indexOf("\n\n");
        if (blank < 0 || !body.startsWith(OLD)) {
            throw new MalformedException("a request is 'old' and a size, a proof, an empty line and a checkpoint");
        }
        List<String> lines = body.substring(0, blank).lines().toList();
        return new AddCheckpoint(
                Decimal.parse(lines.getFirst().substring(OLD.length())),
                lines.subList(1, lines.size()).stream().map(Hash::parse).toList(),
                SignedNote.parse(body.substring(blank + 2)));
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(OLD).append(oldSize).append('\n');
        consistency.forEach(hash -> text.append(hash).append('\n'));
        return text.append('\n').append(checkpoint).toString();
    }
}
