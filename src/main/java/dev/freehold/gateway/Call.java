package dev.freehold.gateway;

import dev.freehold.core.Caller;
import dev.freehold.core.RequestId;
import dev.freehold.telemetry.Trace;

/**
 * One request on its way through the corridor.
 *
 * @param action what is asked for, from a fixed vocabulary, for example {@code chat.completions}
 * @param route the path template of the endpoint, for example {@code /v1/chat/completions}
 * @param trace who is told which way it goes
 * @param wantsEnergy whether the answer is to say what it drew
 */
public record Call(Caller caller, RequestId request, String action, String route, Trace trace, boolean wantsEnergy) {

    /** One that nobody is told of. */
    public Call(Caller caller, RequestId request, String action, String route) {
        this(caller, request, action, route, Trace.NONE, false);
    }
}
