package dev.freehold.inference.grammar;

import dev.freehold.core.Fault;

/** Why something cannot become a grammar; the message goes on from the name of the thing. */
final class Refusal extends RuntimeException {
    Refusal(String reason) {
        super(reason, null, false, false);
    }

    /** The same for the caller who sent it. */
    Fault about(String field) {
        return Fault.invalid(field, "'%s' %s.".formatted(field, getMessage()));
    }
}
