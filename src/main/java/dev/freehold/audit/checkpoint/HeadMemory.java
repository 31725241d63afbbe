package dev.freehold.audit.checkpoint;

import java.util.Optional;

/** Where a checkpoint of this log is kept apart from it and can be read at the start. */
public interface HeadMemory {

    /** The newest one there. */
    Optional<RememberedHead> newest();
}
