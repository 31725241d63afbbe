package dev.freehold.audit.checkpoint;

import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.tlog.Checkpoint;
import dev.freehold.tlog.EntryBundle;
import dev.freehold.tlog.Hash;
import dev.freehold.tlog.MalformedException;
import dev.freehold.tlog.MissingTileException;
import dev.freehold.tlog.Proofs;
import dev.freehold.tlog.SignedNote;
import dev.freehold.tlog.Tile;
import dev.freehold.tlog.TlogProof;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Shows the tree and proves what is in it, as far as the newest checkpoint goes. */
@ApplicationScoped
public class LogProofs {
    private static final Logger LOG = Logger.getLogger(LogProofs.class);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration STEP = Duration.ofMillis(50);

    private final Checkpoints checkpoints;

    LogProofs(Checkpoints checkpoints) {
        this.checkpoints = checkpoints;
    }

    /**
     * The hashes of a tile.
     *
     * @throws Fault {@code NOT_FOUND} when the newest checkpoint does not cover it
     */
    public byte[] tile(String level, String path) {
        Tile tile = covered(level, path);
        return repaired(() -> checkpoints.tree().tile(tile));
    }

    /**
     * The entries under a tile of the lowest level.
     *
     * @throws Fault {@code NOT_FOUND} when the newest checkpoint does not cover them
     */
    public byte[] entries(String path) {
        Tile tile = covered("0", path);
        long from = tile.index() * Tile.FULL;
        List<byte[]> entries = new ArrayList<>(tile.width());
        checkpoints.leaves().read(from, from + tile.width(), (index, leaf) -> entries.add(leaf));
        return EntryBundle.encode(entries);
    }

    private Tile covered(String level, String path) {
        try {
            Tile tile = Tile.parse(level, path);
            if (tile.isIn(checkpoints.size())) {
                return tile;
            }
        } catch (MalformedException notATile) {
            // Answered as a tile that is not there.
        }
        throw new Fault(FaultCode.NOT_FOUND, "There is no such tile in the newest checkpoint.");
    }

    /**
     * Proves that an entry is in the log; waits for the next checkpoint when none covers it yet.
     *
     * @throws Fault {@code NOT_FOUND} when there is no such entry, {@code AUDIT_UNAVAILABLE} when no checkpoint comes in time
     */
    public TlogProof inclusion(long index, Duration patience) {
        if (index < 0 || index >= checkpoints.leaves().end()) {
            throw new Fault(FaultCode.NOT_FOUND, "There is no such entry.");
        }
        SignedNote note = covering(index, patience);
        Checkpoint head = Checkpoint.parse(note.text());
        List<Hash> proof = repaired(() -> Proofs.inclusion(checkpoints.tree().nodes(head.size()), index, head.size()));
        if (!checkpoints.tree().includes(head, index, proof)) {
            checkpoints.mistrustTiles();
            throw later("The tree of the audit log is being made again; nothing of the log is lost.");
        }
        return new TlogProof(index, proof, note);
    }

    /** That the log at one size continues it at another; both must be covered. */
    public List<Hash> consistency(long older, long newer) {
        return repaired(() -> checkpoints.tree().consistency(older, newer));
    }

    private SignedNote covering(long index, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        Optional<SignedNote> note = newestCovering(index);
        while (note.isEmpty() && System.nanoTime() < end) {
            pause();
            note = newestCovering(index);
        }
        return note.orElseThrow(() -> later("No signed checkpoint covers this entry yet."));
    }

    private Optional<SignedNote> newestCovering(long index) {
        return checkpoints.newest().filter(note -> Checkpoint.parse(note.text()).size() > index);
    }

    private static void pause() {
        try {
            Thread.sleep(STEP);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw later("The wait for a checkpoint was interrupted.");
        }
    }

    private <T> T repaired(Supplier<T> work) {
        try {
            return work.get();
        } catch (MissingTileException lost) {
            LOG.warn("A tile of the audit log is lost", lost);
            checkpoints.mistrustTiles();
            throw later("The tree of the audit log is being made again; nothing of the log is lost.");
        }
    }

    private static Fault later(String why) {
        return new Fault(FaultCode.AUDIT_UNAVAILABLE, why).retryAfter(RETRY);
    }
}
