package dev.freehold.inference.graph;

/** A graph is not built in a way that can be rewritten; the message ends the sentence "…, because". */
final class Unrecognised extends Exception {
    Unrecognised(String reason) {
        super(reason);
    }
}
