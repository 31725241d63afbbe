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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class NewKeyTest {
    private static final Set<Role> ROLES = Set.of(Role.INFERENCE);

    @Test
    void namesTheFieldThatNoKeyCanHave() {
        for (String name : List.of("", " ", "a\nb", "x".repeat(129))) {
            assertRefused("name", () -> new NewKey(name, "web", ROLES, Set.of(), null));
        }
        for (String project : List.of("", "a b", "../x", "x".repeat(129))) {
            assertRefused("project", () -> new NewKey("test", project, ROLES, Set.of(), null));
        }
        assertRefused("roles", () -> new NewKey("test", "web", Set.of(), Set.of(), null));
        assertRefused("models", () -> new NewKey("test", "web", ROLES, Set.of("two words"), null));
        assertRefused("expires_at", () -> new NewKey("test", "web", ROLES, Set.of(), Instant.MAX));
    }

    private static void assertRefused(String parameter, Executable action) {
        Fault fault = assertThrows(Fault.class, action);
        assertEquals(FaultCode.INVALID_REQUEST, fault.code());
        assertEquals(Optional.of(parameter), fault.parameter());
    }
}
