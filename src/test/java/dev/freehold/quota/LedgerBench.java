package dev.freehold.quota;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.freehold.core.Fault;
import dev.freehold.core.Usage;
import dev.freehold.quota.Limit.Dimension;
import dev.freehold.quota.Limit.Window;
import java.time.InstantSource;

/** What every contract of the ledger needs; a backend says how it is made. */
abstract class LedgerBench {
    static final String SCOPE = "key:q7Tz0aB3xY";

    final ManualClock clock = new ManualClock("2026-03-10T12:00:00Z");
    final InMemoryAllowances allowances = new InMemoryAllowances();
    final QuotaLedger ledger = ledger(allowances, clock);

    abstract QuotaLedger ledger(Allowances allowances, InstantSource clock);

    static Limit limit(Dimension dimension, Window window, long amount) {
        return new Limit(dimension, window, amount);
    }

    void allow(Limit... limits) {
        allowances.define(SCOPE, limits);
    }

    Reservation reserve(long input, long output) {
        return ledger.reserve(SCOPE, Need.exactly(input, output));
    }

    void use(long input, long output) {
        reserve(input, output).settle(new Usage(input, output));
    }

    Fault refused(long input, long output) {
        return assertThrows(Fault.class, () -> reserve(input, output));
    }

    Standing.Gauge requests() {
        return ledger.standing(SCOPE).requests().orElseThrow();
    }

    Standing.Gauge tokens() {
        return ledger.standing(SCOPE).tokens().orElseThrow();
    }
}
