package dev.freehold.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.freehold.quota.Allowance.Limited;
import dev.freehold.quota.Allowance.Unlimited;
import dev.freehold.quota.Limit.Dimension;
import dev.freehold.quota.Limit.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is defined is what is found, and nothing else is. */
abstract class AllowancesContract {

    abstract Allowances allowances();

    @Test
    void findsNothingForAScopeThatWasNeverDefined() {
        assertEquals(Optional.empty(), allowances().of(Scope.caller("acme", "key:unknown")));
    }

    @Test
    void findsWhatWasDefined() {
        List<Limit> limits = new ArrayList<>();
        for (Dimension dimension : Dimension.values()) {
            limits.add(new Limit(dimension, Window.MINUTE, Long.MAX_VALUE - limits.size()));
        }
        limits.add(new Limit(Dimension.REQUESTS, Window.HOUR, 0));
        limits.add(new Limit(Dimension.REQUESTS, Window.DAY, 1));
        limits.add(new Limit(Dimension.REQUESTS, Window.MONTH, 2));
        Allowances allowances = allowances();

        allowances.define(Scope.caller("acme", "key:all"), new Limited(limits));
        allowances.define(Scope.caller("acme", "key:free"), new Unlimited());

        Limited found = (Limited) allowances.of(Scope.caller("acme", "key:all")).orElseThrow();
        assertEquals(Set.copyOf(limits), Set.copyOf(found.limits()));
        assertEquals(Optional.of(new Unlimited()), allowances.of(Scope.caller("acme", "key:free")));
    }

    @Test
    void theLatestDefinitionReplacesTheOneBefore() {
        Allowances allowances = allowances();
        Limited once = new Limited(List.of(new Limit(Dimension.REQUESTS, Window.MINUTE, 1)));
        Limited then = new Limited(List.of(new Limit(Dimension.TOTAL_TOKENS, Window.DAY, 2)));

        allowances.define(Scope.caller("acme", "key:a"), once);
        allowances.define(Scope.caller("acme", "key:a"), new Unlimited());
        allowances.define(Scope.caller("acme", "key:a"), then);

        assertEquals(Optional.of(then), allowances.of(Scope.caller("acme", "key:a")));
    }
}
