package dev.freehold.quota;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Allowances that nobody needs to keep. */
final class InMemoryAllowances implements Allowances {
    private final Map<Scope, Allowance> known = new ConcurrentHashMap<>();

    void define(Scope scope, Limit... limits) {
        define(scope, new Allowance.Limited(List.of(limits)));
    }

    @Override
    public void define(Scope scope, Allowance allowance) {
        known.put(scope, allowance);
    }

    @Override
    public Optional<Allowance> of(Scope scope) {
        return Optional.ofNullable(known.get(scope));
    }

    @Override
    public Allowance defaults() {
        return new Allowance.Limited(List.of(new Limit(Limit.Dimension.REQUESTS, Limit.Window.MINUTE, 1)));
    }
}
