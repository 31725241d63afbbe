package dev.freehold.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.core.Role;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class NewKeyTest {
    private static final Set<Role> ROLES = Set.of(Role.INFERENCE);

    @Test
    void namesTheFieldThatNoKeyCanHave() {
        for (String name : List.of("", " ", "a\nb", "x".repeat(129))) {
            assertRefused("name", () -> wish(name, "web", ROLES, Set.of(), null));
        }
        for (String project : List.of("", "a b", "../x", "..", ".x", "x".repeat(129))) {
            assertRefused("project", () -> wish("test", project, ROLES, Set.of(), null));
        }
        assertRefused("roles", () -> wish("test", "web", Set.of(), Set.of(), null));
        assertRefused("models", () -> wish("test", "web", ROLES, Set.of("two words"), null));
        assertRefused("expires_at", () -> wish("test", "web", ROLES, Set.of(), Instant.MAX));
    }

    private static NewKey wish(
            String name, String project, Set<Role> roles, Set<String> models, @Nullable Instant expiresAt) {
        return new NewKey(name, Optional.empty(), project, roles, models, Networks.ANYWHERE, expiresAt);
    }

    private static void assertRefused(String parameter, Executable action) {
        Fault fault = assertThrows(Fault.class, action);
        assertEquals(FaultCode.INVALID_REQUEST, fault.code());
        assertEquals(Optional.of(parameter), fault.parameter());
    }
}
