package dev.freehold.auth;

import dev.freehold.core.Role;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * What the claims of an issuer's tokens allow; what is not known here counts for nothing.
 *
 * @param scopesClaim absent when scopes have no say
 */
record TokenRoles(
        String issuerName,
        String rolesClaim,
        Map<String, Set<Role>> byGroup,
        Set<Role> always,
        Optional<String> scopesClaim,
        Map<String, Set<Role>> byScope,
        RoleMappings declared) {

    static TokenRoles from(String issuerName, AuthConfig.Issuer config, RoleMappings declared) {
        return new TokenRoles(
                issuerName,
                config.rolesClaim(),
                parse(issuerName, config.roleMapping()),
                parse(issuerName, config.defaultRoles().orElse(List.of())),
                config.scopesClaim(),
                parse(issuerName, config.scopeMapping()),
                declared);
    }

    Set<Role> of(JsonWebToken token) {
        Set<Role> roles = new HashSet<>(always);
        ClaimPath.texts(ClaimPath.value(token, rolesClaim)).forEach(group -> roles.addAll(ofGroup(group)));
        scopesClaim.ifPresent(claim -> roles.retainAll(ClaimPath.texts(ClaimPath.value(token, claim)).stream()
                .flatMap(scope -> (byScope.isEmpty() ? named(scope) : byScope.getOrDefault(scope, Set.of())).stream())
                .collect(Collectors.toSet())));
        return roles;
    }

    private Set<Role> ofGroup(String group) {
        if (byGroup.isEmpty() && !declared.speakOf(issuerName)) {
            return named(group);
        }
        Set<Role> roles = new HashSet<>(byGroup.getOrDefault(group, Set.of()));
        roles.addAll(declared.of(issuerName, group));
        return roles;
    }

    private static Set<Role> named(String name) {
        return Role.parse(name).stream().collect(Collectors.toSet());
    }

    private static Map<String, Set<Role>> parse(String issuer, Map<String, String> mapping) {
        return mapping.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey,
                        entry -> parse(issuer, Arrays.asList(entry.getValue().split(",", -1)))));
    }

    private static Set<Role> parse(String issuer, Collection<String> names) {
        return names.stream()
                .map(String::strip)
                .map(name -> Role.parse(name)
                        .orElseThrow(() -> new IllegalStateException(
                                "Token issuer %s: '%s' is none of the roles %s.".formatted(issuer, name, all()))))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String all() {
        return Stream.of(Role.values()).map(Role::wireName).collect(Collectors.joining(", "));
    }
}
