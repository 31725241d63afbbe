package dev.freehold.auth;

import dev.freehold.core.Caller;
import dev.freehold.core.Fault;
import dev.freehold.core.Role;
import jakarta.json.JsonString;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** Maps a verified token's claims to a caller; a role that is not known here counts for nothing. */
final class TokenClaims {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,128}");
    private static final Pattern SUBJECT = Pattern.compile("[^\\p{Cntrl}]{1,255}");

    private final AuthConfig.Jwt config;

    TokenClaims(AuthConfig.Jwt config) {
        this.config = config;
    }

    /** Refuses with a {@link Fault} {@code UNAUTHENTICATED} claims that name no caller. */
    Caller caller(JsonWebToken token) {
        String subject = token.getSubject();
        if (subject == null || !SUBJECT.matcher(subject).matches()) {
            throw Refusal.of("The token's sub must be 1 to 255 printable characters.");
        }
        return new Caller(
                "jwt:" + token.getIssuer() + "#" + subject,
                Caller.Credential.JWT,
                name(token, config.tenantClaim(), config.defaultTenant()),
                name(token, config.projectClaim(), Optional.of(config.defaultProject())),
                roles(at(token, config.rolesClaim())),
                Set.of());
    }

    private static String name(JsonWebToken token, String claim, Optional<String> otherwise) {
        Object value = at(token, claim);
        if (value == null) {
            return otherwise.orElseThrow(() -> Refusal.of("The token has no claim " + claim + "."));
        }
        String name = text(value);
        if (name == null || !NAME.matcher(name).matches()) {
            throw Refusal.of("The token's claim " + claim + " must be 1 to 128 of A-Z a-z 0-9 . _ -");
        }
        return name;
    }

    private static Set<Role> roles(@Nullable Object claim) {
        Stream<String> names = switch (claim) {
            case null -> Stream.empty();
            case Collection<?> many -> many.stream().map(TokenClaims::text).flatMap(Stream::ofNullable);
            default -> Stream.ofNullable(text(claim)).flatMap(one -> Arrays.stream(one.split(" ", -1)));
        };
        return names.flatMap(name -> Role.parse(name).stream()).collect(Collectors.toSet());
    }

    /** A claim whose name has dots in it wins over a nested one. */
    private static @Nullable Object at(JsonWebToken token, String path) {
        Object whole = token.getClaim(path);
        if (whole != null) {
            return whole;
        }
        String[] steps = path.split("\\.", -1);
        Object value = token.getClaim(steps[0]);
        for (int i = 1; i < steps.length && value != null; i++) {
            value = value instanceof Map<?, ?> object ? object.get(steps[i]) : null;
        }
        return value;
    }

    private static @Nullable String text(@Nullable Object value) {
        return switch (value) {
            case String text -> text;
            case JsonString text -> text.getString();
            case null, default -> null;
        };
    }
}
