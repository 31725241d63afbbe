package dev.freehold.subject;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers handles for five seconds, a bounded number of them. */
final class Handles {
    private static final long REMEMBERED = Duration.ofSeconds(5).toNanos();
    private static final int CAPACITY = 16_384;

    private record Who(String tenant, String identity) {}

    private record Known(String handle, long since) {
        boolean isFresh() {
            return System.nanoTime() - since < REMEMBERED;
        }
    }

    private final ConcurrentHashMap<Who, Known> known = new ConcurrentHashMap<>();

    Optional<String> of(String tenant, String identity) {
        return Optional.ofNullable(known.get(new Who(tenant, identity)))
                .filter(Known::isFresh)
                .map(Known::handle);
    }

    void remember(String tenant, String identity, String handle) {
        if (known.size() >= CAPACITY) {
            known.clear();
        }
        known.put(new Who(tenant, identity), new Known(handle, System.nanoTime()));
    }

    void forget(String handle) {
        known.values().removeIf(entry -> entry.handle().equals(handle));
    }
}
