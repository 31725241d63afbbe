package dev.freehold.quota;

import dev.freehold.core.FaultCode;
import dev.freehold.core.Usage;
import dev.freehold.store.PostgresServer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;

/** What every ledger promises, kept by the one in PostgreSQL. */
class SharedQuotaLedgerContractTest {
    private static final List<Replica> OPEN = new ArrayList<>();

    private static LedgerBench.Backend shared(InstantSource clock) {
        close();
        Replica replica = new Replica(
                PostgresServer.connectInHaste(PostgresServer.newDatabase(), 4),
                Replica.turnedBy(clock),
                Duration.ofSeconds(15));
        OPEN.add(replica);
        return new LedgerBench.Backend(
                new Patient(replica.ledger), new Tightest(replica.allowances), replica.log.reader());
    }

    /** The oracle stops all scopes together when the clock goes back; here each stops at its own latest time. */
    private static InstantSource neverBack(InstantSource clock) {
        AtomicReference<Instant> latest = new AtomicReference<>(Instant.MIN);
        return () -> latest.accumulateAndGet(clock.instant(), (a, b) -> a.isAfter(b) ? a : b);
    }

    @AfterAll
    static void close() {
        OPEN.forEach(Replica::close);
        OPEN.clear();
    }

    /** The store refuses two limits on the same thing; the contract has them to ask which one counts. */
    private record Tightest(Allowances stored) implements Allowances {
        @Override
        public void define(Scope scope, Allowance allowance) {
            stored.define(
                    scope,
                    switch (allowance) {
                        case Allowance.Unlimited() -> allowance;
                        case Allowance.Limited(List<Limit> limits) ->
                            new Allowance.Limited(List.copyOf(tightest(limits)));
                    });
        }

        private static Collection<Limit> tightest(List<Limit> limits) {
            Map<Slot, Limit> bySlot = new LinkedHashMap<>();
            limits.forEach(limit -> bySlot.merge(Slot.of(limit), limit, (a, b) -> a.amount() <= b.amount() ? a : b));
            return bySlot.values();
        }

        @Override
        public Optional<Allowance> of(Scope scope) {
            return stored.of(scope);
        }

        @Override
        public Allowance defaults() {
            return stored.defaults();
        }
    }

    /** Waits for the end of each call, so that the test can look at the books at once. */
    private record Patient(QuotaLedger ledger) implements QuotaLedger {
        @Override
        public Reservation reserve(Charge charge, Need need) {
            return new PatientHold((SharedHold) ledger.reserve(charge, need));
        }

        @Override
        public List<Gauge> gauges(Scopes scopes) {
            return ledger.gauges(scopes);
        }
    }

    private record PatientHold(SharedHold hold) implements Reservation {
        @Override
        public Usage reserved() {
            return hold.reserved();
        }

        @Override
        public CompletableFuture<Long> admission() {
            return hold.admission();
        }

        @Override
        public boolean isLapsed() {
            return hold.isLapsed();
        }

        @Override
        public void settle(Usage used, String outcome) {
            hold.settle(used, outcome);
        }

        @Override
        public void abort(Usage used, FaultCode why) {
            hold.abort(used, why);
            hold.end().join();
        }
    }

    @Nested
    class Admission extends AdmissionContract {
        @Override
        int rounds(int many) {
            return many / 20;
        }

        @Override
        Backend backend(InstantSource clock) {
            return shared(clock);
        }
    }

    @Nested
    class Refusals extends RefusalContract {
        @Override
        Backend backend(InstantSource clock) {
            return shared(clock);
        }
    }

    @Nested
    class Time extends TimeContract {
        @Override
        int rounds(int many) {
            return many / 20;
        }

        @Override
        Backend backend(InstantSource clock) {
            return shared(clock);
        }
    }

    @Nested
    class Crowd extends CrowdContract {
        @Override
        int rounds(int many) {
            return many / 10;
        }

        @Override
        Backend backend(InstantSource clock) {
            return shared(clock);
        }
    }

    @Nested
    class ScopesAndModels extends ScopeContract {
        @Override
        Backend backend(InstantSource clock) {
            return shared(clock);
        }
    }

    @Nested
    class Records extends RecordContract {
        @Override
        Backend backend(InstantSource clock) {
            return shared(clock);
        }
    }

    @Nested
    class AgainstTheOracle extends OracleContract {
        @Override
        int rounds(int many) {
            return many / 20;
        }

        @Override
        Backend backend(InstantSource clock) {
            return shared(neverBack(clock));
        }
    }
}
