package dev.freehold.auth;

import dev.freehold.core.Caller;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Remembers for a short time whom a credential belongs to, by the full hash of the credential. An entry belongs to the epoch
 * in which its look-up began: a look-up that overlaps {@link #forgetAll} leaves nothing behind that outlives it.
 */
final class Verdicts {
    private static final int CAPACITY = 16_384;

    private record Entry(Caller caller, Instant until, long epoch) {}

    private final ConcurrentHashMap<Fingerprint, Entry> entries = new ConcurrentHashMap<>();
    private final AtomicLong epoch = new AtomicLong();
    private final Duration longest;
    private final InstantSource clock;

    Verdicts(Duration longest, InstantSource clock) {
        this.longest = longest;
        this.clock = clock;
    }

    /** To be read before the look-up whose result is handed to {@link #remember}. */
    long epoch() {
        return epoch.get();
    }

    Optional<Caller> of(Fingerprint credential) {
        Entry entry = entries.get(credential);
        if (entry == null) {
            return Optional.empty();
        }
        if (entry.epoch() != epoch.get() || !clock.instant().isBefore(entry.until())) {
            entries.remove(credential, entry);
            return Optional.empty();
        }
        return Optional.of(entry.caller());
    }

    /** Remembers until {@code expiry} at the latest. */
    void remember(Fingerprint credential, Caller caller, Instant expiry, long lookedUpIn) {
        Instant until = clock.instant().plus(longest);
        if (entries.size() >= CAPACITY) {
            entries.clear();
        }
        entries.put(credential, new Entry(caller, expiry.isBefore(until) ? expiry : until, lookedUpIn));
    }

    void forgetAll() {
        epoch.incrementAndGet();
        entries.clear();
    }
}
