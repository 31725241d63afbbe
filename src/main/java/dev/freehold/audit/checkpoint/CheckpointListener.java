package dev.freehold.audit.checkpoint;

import dev.freehold.tlog.SignedNote;

/** Is told of every checkpoint, and of the newest again at every heartbeat; MUST return at once. */
public interface CheckpointListener {
    void signed(SignedNote checkpoint);
}
