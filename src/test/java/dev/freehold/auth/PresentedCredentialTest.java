package dev.freehold.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PresentedCredentialTest {

    @Test
    void readsEachHeaderThatClientsUse() {
        assertEquals(Optional.of("k"), read("Authorization", "Bearer k"));
        assertEquals(Optional.of("k"), read("authorization", "bEaReR  k "));
        assertEquals(Optional.of("k"), read("x-api-key", "k"));
        assertEquals(Optional.of("k"), read("API-Key", " k"));
        assertEquals(Optional.empty(), read("Cookie", "k"));
    }

    @Test
    void takesTheSameCredentialTwice() {
        assertEquals(Optional.of("k"), read("Authorization", "Bearer k", "x-api-key", "k"));
    }

    @Test
    void refusesWhatIsAmbiguousOrUnreadable() {
        for (List<String> headers : List.of(
                List.of("Authorization", "Bearer a", "x-api-key", "b"),
                List.of("Authorization", "Bearer a", "Authorization", "Bearer b"),
                List.of("Authorization", "Basic YTpi"),
                List.of("Authorization", "Basic YTpi", "x-api-key", "b"),
                List.of("Authorization", "k"),
                List.of("Authorization", "Bearer "),
                List.of("x-api-key", ""),
                List.of("x-api-key", "k".repeat(8193)))) {
            Fault fault = assertThrows(Fault.class, () -> read(headers.toArray(String[]::new)));
            assertEquals(FaultCode.UNAUTHENTICATED, fault.code());
        }
    }

    @Test
    void neverShowsItself() {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().add("x-api-key", "hush");

        assertFalse(PresentedCredential.in(headers).toString().contains("hush"));
    }

    private static Optional<String> read(String... namesAndValues) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        return PresentedCredential.in(headers).map(PresentedCredential::text);
    }
}
