package dev.freehold.audit.checkpoint;

import dev.freehold.audit.AuditLeaves;
import dev.freehold.tlog.Checkpoint;
import dev.freehold.tlog.Hash;
import dev.freehold.tlog.SignedNote;
import dev.freehold.tlog.TileEdge;
import dev.freehold.tlog.VerifierKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Follows the log with the tree and signs how far it has come. It keeps nothing in memory: every round starts from what was signed. */
final class CheckpointRound {
    private final AuditLeaves leaves;
    private final LogTree tree;
    private final SignedHeads heads;
    private final Signer signer;
    private final VerifierKey key;

    CheckpointRound(AuditLeaves leaves, LogTree tree, SignedHeads heads, Signer signer, VerifierKey key) {
        this.leaves = leaves;
        this.tree = tree;
        this.heads = heads;
        this.signer = signer;
        this.key = key;
    }

    /**
     * Signs the log as it stands.
     *
     * @param pause do nothing when another process signed within this time
     * @return the note, or nothing when there was nothing new to sign, or it is another's turn
     */
    Optional<SignedNote> run(Duration pause) {
        Optional<Checkpoint> last = heads.last();
        long size = leaves.end();
        boolean isKnown = last.isPresent() && last.get().size() == size && isPublished(last.get());
        if (isKnown || (!pause.isZero() && heads.isSignedWithin(pause)) || !isOurTurn()) {
            return Optional.empty();
        }
        TileEdge edge = tree.signedEdge(last);
        tree.grow(edge, size);
        Checkpoint next = new Checkpoint(key.name(), size, edge.root());
        List<Hash> consistency = tree.consistency(last.map(Checkpoint::size).orElse(0L), size);
        return signer.sign(last, next, consistency);
    }

    private boolean isPublished(Checkpoint head) {
        return heads.published().filter(note -> note.text().equals(head.text())).isPresent();
    }

    /** Another replica may have rotated to a new key. */
    private boolean isOurTurn() {
        return heads.keys().getLast().equals(key);
    }
}
