package dev.freehold.api.admin;

import dev.freehold.core.Caller;

/** The tenant of those who run the deployment; they reach every other tenant, and everybody else the own one only. */
final class HomeTenant {
    private static final String NAME = "default";

    private HomeTenant() {}

    static boolean isHomeOf(Caller caller) {
        return caller.tenant().equals(NAME);
    }

    static boolean reaches(Caller caller, String tenant) {
        return isHomeOf(caller) || caller.tenant().equals(tenant);
    }
}
