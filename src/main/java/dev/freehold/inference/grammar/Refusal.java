package dev.freehold.inference.grammar;

import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;

/** Why something cannot become a grammar; the message goes on from the name of the thing. */
class Refusal extends RuntimeException {
    Refusal(String reason) {
        super(reason, null, false, false);
    }

    /** The same where nobody knows any more in which field it came. */
    Fault fault() {
        return new Fault(FaultCode.INVALID_REQUEST, "The form that the answer must have %s.".formatted(getMessage()));
    }

    /** The same for the caller who sent it. */
    Fault about(String field) {
        return Fault.invalid(field, "'%s' %s.".formatted(field, getMessage()));
    }
}
