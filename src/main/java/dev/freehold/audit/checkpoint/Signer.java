package dev.freehold.audit.checkpoint;

import dev.freehold.audit.RolledBackLogException;
import dev.freehold.tlog.Checkpoint;
import dev.freehold.tlog.Hash;
import dev.freehold.tlog.NoteSignature;
import dev.freehold.tlog.ProofCheck;
import dev.freehold.tlog.SignedNote;
import dev.freehold.tlog.SigningKey;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Signs checkpoints, and MUST never sign one that is inconsistent with an earlier one: it checks the proof against what was signed
 * last, makes the new one the last by compare-and-set, and only who wins that signs.
 */
final class Signer {
    private final SignedHeads heads;
    private final Supplier<List<SigningKey>> keys;
    private final InstantSource clock;

    /** {@code keys} says which keys sign at the moment. */
    Signer(SignedHeads heads, Supplier<List<SigningKey>> keys, InstantSource clock) {
        this.heads = heads;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * Signs and publishes {@code next}.
     *
     * @param last what was signed last when the proof was made
     * @return the note, or nothing when another process signed meanwhile
     * @throws RolledBackLogException when {@code next} does not continue {@code last}
     */
    Optional<SignedNote> sign(Optional<Checkpoint> last, Checkpoint next, List<Hash> consistency) {
        if (last.isPresent()) {
            check(last.get(), next, consistency);
        }
        if (!heads.advance(last, next)) {
            return Optional.empty();
        }
        List<NoteSignature> signatures = keys.get().stream()
                .map(key -> key.sign(next.text(), clock.instant()))
                .toList();
        SignedNote note = new SignedNote(next.text(), signatures);
        heads.publish(note);
        return Optional.of(note);
    }

    private static void check(Checkpoint last, Checkpoint next, List<Hash> consistency) {
        if (next.size() < last.size()) {
            throw RolledBackLogException.shorter(next.size(), last.size(), LogTree.SIGNER);
        }
        boolean isContinued = next.origin().equals(last.origin())
                && ProofCheck.extendsTree(last.root(), last.size(), next.root(), next.size(), consistency);
        if (!isContinued) {
            throw RolledBackLogException.different(last.size(), LogTree.SIGNER);
        }
    }
}
