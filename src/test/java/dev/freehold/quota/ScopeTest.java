package dev.freehold.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScopeTest {

    @Test
    void readsWhatItWrites() {
        for (Scope scope : List.of(
                Scope.organisation("acme"),
                Scope.project("acme", "search"),
                Scope.caller("acme", "key:q7Tz0aB3xY"),
                Scope.caller("acme", "jwt:https://issuer.example/a:b#who/ever"))) {
            assertEquals(Optional.of(scope), Scope.parse(scope.text()));
        }
        assertEquals(
                "caller:acme/key:q7Tz0aB3xY",
                Scope.caller("acme", "key:q7Tz0aB3xY").text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "acme",
                "tenant:acme",
                "organisation:",
                "organisation:acme/search",
                "project:acme",
                "project:/search",
                "project:acme/",
                "ORGANISATION:acme"
            })
    void refusesWhatNamesNoScope(String text) {
        assertEquals(Optional.empty(), Scope.parse(text));
    }

    @Test
    void twoScopesNeverShareAText() {
        assertNotEquals(
                Scope.project("acme", "a/b").text(), Scope.project("acme", "a").text());
        assertThrows(IllegalArgumentException.class, () -> Scope.project("acme/a", "b"));
        assertThrows(IllegalArgumentException.class, () -> Scope.caller("", "key:a"));
        assertThrows(IllegalArgumentException.class, () -> new Scope(Scope.Kind.ORGANISATION, "acme", "other"));
    }
}
