package dev.freehold.auth;

import java.util.Locale;

/** Who looks after a tenant or a project; the other one keeps its hands off. */
public enum Keeper {
    /** Administrators, by the API. */
    API,
    /** The access file. */
    FILE;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Keeper stored(String wireName) {
        return wireName.equals(FILE.wireName()) ? FILE : API;
    }
}
