package dev.freehold.payload;

import dev.freehold.core.Caller;
import dev.freehold.core.ModelId;

/** Who listens to which calls. */
@FunctionalInterface
public interface Transcripts {

    /** What the rules say is to be kept of a call. */
    Transcript of(Caller caller, String route, ModelId model);
}
