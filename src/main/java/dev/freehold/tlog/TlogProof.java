package dev.freehold.tlog;

import java.util.List;

/**
 * That an entry is in a log (C2SP tlog-proof), for whoever trusts the keys of the checkpoint.
 *
 * @param hashes from the leaf's sibling up to the child of the root
 */
public record TlogProof(long index, List<Hash> hashes, SignedNote checkpoint) {
    private static final String HEADER = "c2sp.org/tlog-proof@v1";
    private static final String EXTRA = "extra ";
    private static final String INDEX = "index ";

    public TlogProof {
        hashes = List.copyOf(hashes);
    }

    /**
     * Reads what {@link #toString} writes; extra data is passed over.
     *
     * @throws MalformedException when it is no proof
     */
    public static TlogProof parse(String proof) {
        int blank = proof.indexOf("\n\n");
        List<String> lines = proof.substring(0, Math.max(blank, 0)).lines().toList();
        int indexLine = lines.size() > 1 && lines.get(1).startsWith(EXTRA) ? 2 : 1;
        if (blank < 0
                || lines.size() <= indexLine
                || !lines.getFirst().equals(HEADER)
                || !lines.get(indexLine).startsWith(INDEX)) {
            throw new MalformedException("a proof begins with " + HEADER + " and the index");
        }
        return new TlogProof(
                Decimal.parse(lines.get(indexLine).substring(INDEX.length())),
                lines.subList(indexLine + 1, lines.size()).stream()
                        .map(Hash::parse)
                        .toList(),
                SignedNote.parse(proof.substring(blank + 2)));
    }

    /** Does it prove that this leaf is in this log? */
    public boolean proves(Hash leaf, VerifierKey log) {
        Checkpoint head = Checkpoint.parse(checkpoint.text());
        return head.origin().equals(log.name())
                && checkpoint.isSignedBy(log)
                && ProofCheck.includes(head.root(), head.size(), index, leaf, hashes);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(HEADER).append('\n');
        text.append(INDEX).append(index).append('\n');
        hashes.forEach(hash -> text.append(hash).append('\n'));
        return text.append('\n').append(checkpoint).toString();
    }
}
