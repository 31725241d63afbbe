package dev.freehold.auth;

import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import java.io.IOException;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * Keys from the issuer's JWKS document: fetched when they are ten minutes old, and for a key id that is not there at most
 * once in thirty seconds. Whoever finds a known key never waits for another's fetch. When the issuer is down the last keys
 * serve for a day, then nothing does.
 */
final class PublishedTokenKeys implements TokenKeys {
    private static final Duration FRESH = Duration.ofMinutes(10);
    private static final Duration RETRY = Duration.ofSeconds(30);
    private static final Duration USABLE = Duration.ofHours(24);

    /** Gets the document's text. */
    @FunctionalInterface
    interface Source {
        /** Asks the issuer once. */
        String fetch() throws IOException;
    }

    private record Keys(List<JsonWebKey> all, Instant fetched) {}

    private final Source source;
    private final InstantSource clock;
    private final ReentrantLock fetching = new ReentrantLock();
    private volatile @Nullable Keys keys;
    private volatile Instant tried = Instant.MIN;

    PublishedTokenKeys(Source source, InstantSource clock) {
        this.source = source;
        this.clock = clock;
    }

    @Override
    public PublicKey keyFor(TokenProfile.Header header) {
        Keys known = keys;
        if (known == null) {
            fetching.lock();
            refresh();
        } else if (olderThan(FRESH, known) && fetching.tryLock()) {
            refresh();
        }
        Optional<PublicKey> found = find(header);
        if (found.isEmpty()) {
            fetching.lock();
            refresh();
            found = find(header);
        }
        return found.orElseThrow(() -> Refusal.of("The token is not signed with a key that its issuer publishes."));
    }

    private Optional<PublicKey> find(TokenProfile.Header header) {
        Keys known = keys;
        if (known == null || olderThan(USABLE, known)) {
            throw new Fault(FaultCode.OVERLOADED, "The token issuer's keys cannot be had at the moment.")
                    .retryAfter(RETRY);
        }
        List<PublicKey> fitting = known.all().stream()
                .filter(key -> fits(key, header))
                .map(key -> ((PublicJsonWebKey) key).getPublicKey())
                .toList();
        return fitting.size() == 1 ? Optional.of(fitting.getFirst()) : Optional.empty();
    }

    private static boolean fits(JsonWebKey key, TokenProfile.Header header) {
        return key instanceof PublicJsonWebKey published
                && header.keyId().map(id -> id.equals(key.getKeyId())).orElse(true)
                && (key.getUse() == null || key.getUse().equals("sig"))
                && (key.getAlgorithm() == null || key.getAlgorithm().equals(header.algorithm()))
                && KeyFamily.fits(published.getPublicKey(), header.algorithm());
    }

    /** To be called by the holder of the lock, which it gives up. */
    private void refresh() {
        try {
            Instant now = clock.instant();
            if (now.isBefore(tried.plus(RETRY))) {
                return;
            }
            tried = now;
            keys = new Keys(new JsonWebKeySet(source.fetch()).getJsonWebKeys(), now);
        } catch (IOException | JoseException e) {
            System.getLogger(PublishedTokenKeys.class.getName())
                    .log(System.Logger.Level.WARNING, "the token issuer's keys cannot be fetched", e);
        } finally {
            fetching.unlock();
        }
    }

    private boolean olderThan(Duration age, Keys known) {
        return clock.instant().isAfter(known.fetched().plus(age));
    }
}
