package dev.freehold.audit.anchor;

import dev.freehold.tlog.SignedNote;
import java.io.IOException;

/** One place outside. Used by one thread. */
interface Anchor {

    /** For logs. */
    String name();

    /** Does it acknowledge what it keeps? */
    boolean counts();

    /**
     * Hands a checkpoint over; it is kept there when this returns.
     *
     * @throws IOException when it is not
     */
    void put(SignedNote checkpoint) throws IOException, InterruptedException;

    /**
     * Asks, before anything is written, whether it knows of more than there is.
     *
     * @throws dev.freehold.audit.RolledBackLogException when it does
     */
    void compare(SignedNote newest);
}
