package dev.freehold.inference.decoder;

/** A model that says what its loop is doing; text models of this room are one. */
public interface DecoderStatus {

    /** A look at the moment; callable by any thread. */
    DecoderCounters counters();
}
