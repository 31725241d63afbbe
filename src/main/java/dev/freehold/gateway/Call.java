package dev.freehold.gateway;

import dev.freehold.core.Caller;
import dev.freehold.core.RequestId;

/**
 * One request on its way through the corridor.
 *
 * @param action what is asked for, from a fixed vocabulary, for example {@code chat.completions}
 * @param route the path template of the endpoint, for example {@code /v1/chat/completions}
 */
public record Call(Caller caller, RequestId request, String action, String route) {}
