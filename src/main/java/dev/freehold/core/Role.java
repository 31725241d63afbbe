package dev.freehold.core;

import java.util.Locale;
import java.util.Optional;

/** What a caller may do; roles are separate duties and never imply one another. */
public enum Role {
    /** Calls models. */
    INFERENCE,
    /** Looks after models. */
    OPERATOR,
    /** Reads the audit log. */
    AUDITOR,
    /** Looks after tenants, keys and limits; cannot alter the audit log. */
    ADMIN,
    /** Reads what was said, call by call and for a reason, and holds what must not be erased. */
    INVESTIGATOR,
    /** Finds people's data and erases it; can read none of it. */
    PRIVACY;

    /** The role's name in tokens, keys and annotations, for example {@code inference}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Role> parse(String wireName) {
        for (Role role : values()) {
            if (role.wireName().equals(wireName)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }
}
