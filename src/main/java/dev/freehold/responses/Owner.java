package dev.freehold.responses;

import dev.freehold.core.Caller;

/** Whose responses they are: one project of one tenant. */
public record Owner(String tenant, String project) {
    public static Owner of(Caller caller) {
        return new Owner(caller.tenant(), caller.project());
    }
}
