package dev.freehold.quota;

import java.util.Locale;
import java.util.Optional;

/**
 * Something that limits are defined on and that calls are counted on.
 *
 * @param tenant the tenant that it belongs to; it has no {@code /} in it
 * @param id the tenant again for an organisation, the project's name, or the caller's id
 */
public record Scope(Kind kind, String tenant, String id) {

    /** From the widest to the narrowest. */
    public enum Kind {
        /** A tenant as a whole. */
        ORGANISATION,
        /** One project of a tenant. */
        PROJECT,
        /** A key, or a user with a token, of a tenant. */
        CALLER;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Kind> parse(String wireName) {
            for (Kind kind : values()) {
                if (kind.wireName().equals(wireName)) {
                    return Optional.of(kind);
                }
            }
            return Optional.empty();
        }
    }

    public Scope {
        if (tenant.isEmpty() || id.isEmpty() || tenant.indexOf('/') >= 0) {
            throw new IllegalArgumentException("a scope needs a name, and its tenant one without a slash");
        }
        if (kind == Kind.ORGANISATION && !id.equals(tenant)) {
            throw new IllegalArgumentException("an organisation is a tenant, and not a part of one");
        }
    }

    public static Scope organisation(String tenant) {
        return new Scope(Kind.ORGANISATION, tenant, tenant);
    }

    public static Scope project(String tenant, String project) {
        return new Scope(Kind.PROJECT, tenant, project);
    }

    public static Scope caller(String tenant, String caller) {
        return new Scope(Kind.CALLER, tenant, caller);
    }

    /** Reads what {@link #text} writes. */
    public static Optional<Scope> parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            return Optional.empty();
        }
        return Kind.parse(text.substring(0, colon)).flatMap(kind -> parse(kind, text.substring(colon + 1)));
    }

    private static Optional<Scope> parse(Kind kind, String name) {
        int slash = name.indexOf('/');
        return switch (kind) {
            case ORGANISATION -> name.isEmpty() || slash >= 0 ? Optional.empty() : Optional.of(organisation(name));
            case PROJECT, CALLER ->
                slash <= 0 || slash == name.length() - 1
                        ? Optional.empty()
                        : Optional.of(new Scope(kind, name.substring(0, slash), name.substring(slash + 1)));
        };
    }

    /** One line for it, for example {@code organisation:acme}, {@code project:acme/search}, {@code caller:acme/key:q7Tz0aB3xY}. */
    public String text() {
        return switch (kind) {
            case ORGANISATION -> kind.wireName() + ":" + tenant;
            case PROJECT, CALLER -> kind.wireName() + ":" + tenant + "/" + id;
        };
    }

    @Override
    public String toString() {
        return text();
    }
}
