package dev.freehold.quota;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.freehold.audit.AuditReader;
import dev.freehold.core.Caller;
import dev.freehold.core.Fault;
import dev.freehold.core.ModelId;
import dev.freehold.core.RequestId;
import dev.freehold.core.Role;
import dev.freehold.core.Usage;
import dev.freehold.quota.Limit.Dimension;
import dev.freehold.quota.Limit.Window;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/** What every contract of the ledger needs; a backend says how it is made. */
abstract class LedgerBench {
    static final ModelId MODEL = new ModelId("m");
    static final Caller CALLER = caller("acme", "search", "key:q7Tz0aB3xY");
    static final Scope SCOPE = Scopes.of(CALLER).caller();

    /** As many tokens as a record can say. */
    static final long MOST = (1L << 53) - 1;

    final ManualClock clock = new ManualClock("2026-03-10T12:00:00Z");
    final Backend backend = backend(clock);
    final QuotaLedger ledger = backend.ledger();

    /** A ledger, the allowances that it reads and the log that it writes; all of them empty. */
    record Backend(QuotaLedger ledger, Allowances allowances, AuditReader log) {}

    /** Called while this object is being made. */
    abstract Backend backend(InstantSource clock);

    /** How often to do what is done often; a ledger that goes to a disk each time may ask for less. */
    int rounds(int many) {
        return many;
    }

    static Caller caller(String tenant, String project, String id) {
        return new Caller(id, Caller.Credential.API_KEY, tenant, project, Set.of(Role.INFERENCE), Set.of());
    }

    static Charge charge(Caller caller, ModelId model) {
        return new Charge(caller, RequestId.random(), "completions", "/v1/completions", model, "sha256:0");
    }

    static Limit limit(Dimension dimension, Window window, long amount) {
        return new Limit(dimension, window, amount);
    }

    void allow(Limit... limits) {
        allow(SCOPE, limits);
    }

    void allow(Scope scope, Limit... limits) {
        backend.allowances().define(scope, new Allowance.Limited(List.of(limits)));
    }

    void allowEverything() {
        backend.allowances().define(SCOPE, new Allowance.Unlimited());
    }

    Reservation reserve(Need need) {
        return reserve(CALLER, MODEL, need);
    }

    Reservation reserve(Caller caller, ModelId model, Need need) {
        return ledger.reserve(charge(caller, model), need);
    }

    Reservation reserve(long input, long output) {
        return reserve(Need.exactly(input, output));
    }

    static void settle(Reservation reservation, Usage used) {
        reservation.settle(used, "stop");
    }

    void use(long input, long output) {
        settle(reserve(input, output), new Usage(input, output));
    }

    Fault refused(long input, long output) {
        return assertThrows(Fault.class, () -> reserve(input, output));
    }

    Standing standing() {
        return Standing.of(ledger.gauges(Scopes.of(CALLER)), MODEL);
    }

    Gauge requests() {
        return standing().requests().orElseThrow();
    }

    Gauge tokens() {
        return standing().tokens().orElseThrow();
    }

    static Gauge gauge(Limit limit, long remaining, Duration reset) {
        return new Gauge(SCOPE, limit, remaining, reset);
    }
}
