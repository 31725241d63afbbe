package dev.freehold.quota;

import dev.freehold.audit.AuditLog;
import dev.freehold.core.Caller;
import dev.freehold.core.ModelId;
import dev.freehold.core.RequestId;
import dev.freehold.core.Usage;
import dev.freehold.store.Database;
import java.time.InstantSource;
import java.util.List;

/** An embedded ledger, where a caller, its project and its organisation all have limits that they never reach. */
public final class LimitedLedger {
    private static final ModelId MODEL = new ModelId("bench");
    private static final long PLENTY = 1L << 50;

    private final QuotaLedger ledger;

    public LimitedLedger(Database database, AuditLog audit, Caller caller) {
        Allowances allowances = new JdbcAllowances(database, new Allowance.Unlimited());
        Allowance plenty = new Allowance.Limited(List.of(
                new Limit(Limit.Dimension.REQUESTS, Limit.Window.MINUTE, PLENTY),
                new Limit(Limit.Dimension.TOTAL_TOKENS, Limit.Window.MONTH, PLENTY)));
        Scopes scopes = Scopes.of(caller);
        allowances.define(scopes.caller(), plenty);
        allowances.define(scopes.project(), plenty);
        allowances.define(scopes.organisation(), plenty);
        ledger = new EmbeddedQuotaLedger(allowances, audit, InstantSource.system());
    }

    /** Admits a call of a hundred tokens. */
    public Reservation reserve(Caller caller) {
        Charge charge = new Charge(
                caller, RequestId.random(), "chat.completions", "/v1/chat/completions", MODEL, "sha256:92745110");
        return ledger.reserve(charge, Need.exactly(60, 40));
    }

    public void settle(Reservation reservation) {
        reservation.settle(new Usage(60, 30), "stop");
    }
}
