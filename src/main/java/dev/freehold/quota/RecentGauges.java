package dev.freehold.quota;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** How scopes stood when this process last counted on them, so that the headers of an answer cost no look-up. */
final class RecentGauges {
    private static final int MOST = 16_384;

    private record Seen(List<Gauge> gauges, long at) {}

    private final Map<Scope, Seen> seen = new ConcurrentHashMap<>();
    private final long longest;

    RecentGauges(Duration longest) {
        this.longest = longest.toNanos();
    }

    void remember(Scope scope, List<Gauge> gauges) {
        if (seen.size() >= MOST) {
            seen.clear();
        }
        seen.put(scope, new Seen(gauges, System.nanoTime()));
    }

    /** Empty when one of them was not seen lately. */
    Optional<List<Gauge>> of(Scopes scopes) {
        List<Gauge> all = new ArrayList<>();
        for (Scope scope : scopes.all()) {
            Seen last = seen.get(scope);
            if (last == null || System.nanoTime() - last.at() >= longest) {
                return Optional.empty();
            }
            all.addAll(last.gauges());
        }
        return Optional.of(all);
    }
}
