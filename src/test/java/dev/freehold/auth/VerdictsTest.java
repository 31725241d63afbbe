package dev.freehold.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.core.Caller;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VerdictsTest {
    private static final Fingerprint CREDENTIAL = Fingerprint.of("credential");
    private static final Caller CALLER = ApiKeysContract.creator("acme", Set.of(), Set.of());

    private final SettableClock clock = new SettableClock();
    private final Verdicts<Fingerprint, Caller> verdicts = new Verdicts<>(Duration.ofSeconds(5), clock);

    @Test
    void remembersForItsTime() {
        verdicts.remember(CREDENTIAL, CALLER, Instant.MAX, verdicts.epoch());

        clock.advance(Duration.ofMillis(4999));
        assertEquals(Optional.of(CALLER), verdicts.of(CREDENTIAL));
        clock.advance(Duration.ofMillis(1));
        assertEquals(Optional.empty(), verdicts.of(CREDENTIAL));
    }

    @Test
    void remembersNothingBeyondItsExpiry() {
        verdicts.remember(CREDENTIAL, CALLER, clock.instant().plusSeconds(2), verdicts.epoch());

        clock.advance(Duration.ofSeconds(2));
        assertEquals(Optional.empty(), verdicts.of(CREDENTIAL));
    }

    @Test
    void remembersNothingThatWasLookedUpBeforeItForgot() {
        long epoch = verdicts.epoch();
        verdicts.forgetAll();

        verdicts.remember(CREDENTIAL, CALLER, Instant.MAX, epoch);

        assertEquals(Optional.empty(), verdicts.of(CREDENTIAL));
    }

    @Test
    void knowsNothingOfAnotherCredential() {
        verdicts.remember(CREDENTIAL, CALLER, Instant.MAX, verdicts.epoch());

        assertEquals(Optional.empty(), verdicts.of(Fingerprint.of("credential ")));
    }

    @Test
    void neverRemembersMoreThanItsCapacity() {
        for (int i = 0; i < 3 * Verdicts.CAPACITY; i++) {
            verdicts.remember(Fingerprint.of("credential " + i), CALLER, Instant.MAX, verdicts.epoch());
            assertTrue(verdicts.size() <= Verdicts.CAPACITY);
        }
    }
}
