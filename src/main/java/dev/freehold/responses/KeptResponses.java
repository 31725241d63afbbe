package dev.freehold.responses;

import java.util.Optional;

/** The responses of all projects; who asks for another project's finds nothing. Safe for use by many threads. */
public interface KeptResponses {

    /** Whether anything is ever kept. */
    boolean isOn();

    /** Keeps a response until its time is over; {@code false} when it is too large. The project's oldest make room for it. */
    boolean keep(Owner owner, String id, KeptResponse response);

    /** Empty when there is none of that id, it is another project's, or its time is over. */
    Optional<KeptResponse> find(Owner owner, String id);

    /** Whether there was one to forget. */
    boolean delete(Owner owner, String id);

    /** Forgets all whose time is over; returns how many. */
    int sweep();
}
