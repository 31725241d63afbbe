package dev.freehold.auth;

import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;

/** Words for credentials that are not accepted. */
final class Refusal {
    private Refusal() {}

    static Fault of(String message) {
        return new Fault(FaultCode.UNAUTHENTICATED, message);
    }
}
