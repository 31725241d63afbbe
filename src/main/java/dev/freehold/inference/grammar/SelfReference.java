package dev.freehold.inference.grammar;

/** A schema whose shape is asked for while it is being read. */
final class SelfReference extends Refusal {
    SelfReference() {
        super("has a schema that refers to itself without end");
    }
}
