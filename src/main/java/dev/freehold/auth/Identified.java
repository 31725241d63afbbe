package dev.freehold.auth;

import dev.freehold.core.Caller;
import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;

/** Whom a credential belongs to, and from where it may be used. */
public record Identified(Caller caller, Networks networks) {

    static Identified anywhere(Caller caller) {
        return new Identified(caller, Networks.ANYWHERE);
    }

    /** The same, by way of a session. */
    Identified inSession() {
        return new Identified(caller.by(Caller.Credential.SESSION), networks);
    }

    boolean mayComeFrom(String address) {
        return networks.admit(address);
    }

    /** The caller, or a {@link Fault} {@code FORBIDDEN} when it may not come from there. */
    Caller from(String address) {
        if (!mayComeFrom(address)) {
            throw new Fault(FaultCode.FORBIDDEN, "This API key may not be used from this network.");
        }
        return caller;
    }
}
