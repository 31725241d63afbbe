package dev.freehold.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import java.io.IOException;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;

class PublishedTokenKeysTest {
    private static final TokenProfile.Header FIRST = new TokenProfile.Header("RS256", Optional.of("first"));
    private static final TokenProfile.Header SECOND = new TokenProfile.Header("RS256", Optional.of("second"));

    private final SettableClock clock = new SettableClock();
    private final List<PublicJsonWebKey> published = new ArrayList<>();
    private boolean isDown;
    private int fetches;
    private final PublishedTokenKeys keys = new PublishedTokenKeys(this::fetch, clock);

    @Test
    void findsAKeyByItsId() throws JoseException {
        publish("first", TestTokens.RSA);
        publish("second", TestTokens.OTHER_RSA);

        assertEquals(TestTokens.RSA.getPublic(), keys.keyFor(FIRST));
        assertEquals(TestTokens.OTHER_RSA.getPublic(), keys.keyFor(SECOND));
        assertEquals(1, fetches);
    }

    @Test
    void takesTheOnlyFittingKeyWhenTheTokenNamesNone() throws JoseException {
        publish("first", TestTokens.RSA);
        publish("curve", TestTokens.EC);
        TokenProfile.Header nameless = new TokenProfile.Header("RS256", Optional.empty());

        assertEquals(TestTokens.RSA.getPublic(), keys.keyFor(nameless));

        publish("second", TestTokens.OTHER_RSA);
        clock.advance(Duration.ofMinutes(11));
        assertRefused(FaultCode.UNAUTHENTICATED, nameless);
    }

    @Test
    void refusesAKeyOfAnotherUseAlgorithmOrFamily() throws JoseException {
        publish("first", TestTokens.RSA).setUse("enc");
        publish("second", TestTokens.OTHER_RSA).setAlgorithm("PS256");
        publish("curve", TestTokens.EC);
        publish("wide", TestTokens.EC_384);

        assertRefused(FaultCode.UNAUTHENTICATED, FIRST);
        assertRefused(FaultCode.UNAUTHENTICATED, SECOND);
        assertRefused(FaultCode.UNAUTHENTICATED, new TokenProfile.Header("RS256", Optional.of("curve")));
        assertRefused(FaultCode.UNAUTHENTICATED, new TokenProfile.Header("ES256", Optional.of("wide")));
    }

    @Test
    void learnsOfANewKeyAtMostTwiceAMinute() throws JoseException {
        publish("first", TestTokens.RSA);
        keys.keyFor(FIRST);
        for (int i = 0; i < 100; i++) {
            assertRefused(FaultCode.UNAUTHENTICATED, SECOND);
        }
        assertEquals(1, fetches);

        publish("second", TestTokens.OTHER_RSA);
        clock.advance(Duration.ofSeconds(30));

        assertEquals(TestTokens.OTHER_RSA.getPublic(), keys.keyFor(SECOND));
        assertEquals(2, fetches);
    }

    @Test
    void forgetsAKeyThatIsNoLongerPublished() throws JoseException {
        publish("first", TestTokens.RSA);
        keys.keyFor(FIRST);
        published.clear();
        clock.advance(Duration.ofMinutes(10).plusSeconds(1));

        assertRefused(FaultCode.UNAUTHENTICATED, FIRST);
    }

    @Test
    void livesOnTheLastKeysForADayWhenTheIssuerIsDown() throws JoseException {
        publish("first", TestTokens.RSA);
        keys.keyFor(FIRST);
        isDown = true;

        clock.advance(Duration.ofHours(24));
        assertEquals(TestTokens.RSA.getPublic(), keys.keyFor(FIRST));
        clock.advance(Duration.ofSeconds(1));
        assertRefused(FaultCode.OVERLOADED, FIRST);
    }

    @Test
    void saysSoWhenThereWereNeverAnyKeys() {
        isDown = true;

        assertRefused(FaultCode.OVERLOADED, FIRST);
        assertRefused(FaultCode.OVERLOADED, FIRST);
        assertEquals(1, fetches);
    }

    private String fetch() throws IOException {
        fetches++;
        if (isDown) {
            throw new IOException("down");
        }
        return new JsonWebKeySet(published).toJson();
    }

    private PublicJsonWebKey publish(String id, KeyPair pair) throws JoseException {
        PublicJsonWebKey key = PublicJsonWebKey.Factory.newPublicJwk(pair.getPublic());
        key.setKeyId(id);
        published.add(key);
        return key;
    }

    private void assertRefused(FaultCode code, TokenProfile.Header header) {
        assertEquals(code, assertThrows(Fault.class, () -> keys.keyFor(header)).code());
    }
}
