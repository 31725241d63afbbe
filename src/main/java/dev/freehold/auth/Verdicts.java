package dev.freehold.auth;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Remembers for a short time what a look-up found, a bounded number of them. An entry belongs to the epoch in which its look-up
 * began: a look-up that overlaps {@link #forgetAll} leaves nothing behind that outlives it.
 */
final class Verdicts<K, V> {
    static final int CAPACITY = 16_384;

    private record Entry<V>(V verdict, Instant until, long epoch) {}

    private final ConcurrentHashMap<K, Entry<V>> entries = new ConcurrentHashMap<>();
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

    Optional<V> of(K subject) {
        Entry<V> entry = entries.get(subject);
        if (entry == null) {
            return Optional.empty();
        }
        if (entry.epoch() != epoch.get() || !clock.instant().isBefore(entry.until())) {
            entries.remove(subject, entry);
            return Optional.empty();
        }
        return Optional.of(entry.verdict());
    }

    /** Remembers until {@code expiry} at the latest. */
    void remember(K subject, V verdict, Instant expiry, long lookedUpIn) {
        Instant until = clock.instant().plus(longest);
        if (entries.size() >= CAPACITY) {
            entries.clear();
        }
        entries.put(subject, new Entry<>(verdict, expiry.isBefore(until) ? expiry : until, lookedUpIn));
    }

    void forgetAll() {
        epoch.incrementAndGet();
        entries.clear();
    }

    int size() {
        return entries.size();
    }
}
