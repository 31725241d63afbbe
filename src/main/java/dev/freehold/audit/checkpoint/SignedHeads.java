package dev.freehold.audit.checkpoint;

import dev.freehold.tlog.Checkpoint;
import dev.freehold.tlog.SignedNote;
import dev.freehold.tlog.VerifierKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What was signed last and with which keys; durable, and changed by one at a time even among replicas. */
interface SignedHeads {

    /** The newest checkpoint that was signed or is about to be. */
    Optional<Checkpoint> last();

    /** Makes {@code to} the newest, durably, if {@code from} still is; false when somebody else was quicker. */
    boolean advance(Optional<Checkpoint> from, Checkpoint to);

    /** Did another process sign within this time? */
    boolean isSignedWithin(Duration time);

    /** Shows a signed checkpoint to everybody, unless a newer one was signed meanwhile. */
    void publish(SignedNote checkpoint);

    Optional<SignedNote> published();

    /** All keys that ever signed this log, the oldest first; the last signs now. */
    List<VerifierKey> keys();

    /** Lets {@code key} sign from now on if {@code before} is still the last; false when it is not. */
    boolean addKey(Optional<VerifierKey> before, VerifierKey key);

    /** When the last key was added. */
    Instant lastKeySince();
}
