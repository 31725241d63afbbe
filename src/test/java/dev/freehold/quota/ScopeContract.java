package dev.freehold.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.core.Caller;
import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.core.ModelId;
import dev.freehold.core.Usage;
import dev.freehold.quota.Limit.Dimension;
import dev.freehold.quota.Limit.Window;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A call counts on its organisation, its project and its caller, there on all models together and on its own. */
abstract class ScopeContract extends LedgerBench {
    private static final ModelId OTHER_MODEL = new ModelId("other");
    private static final Scopes SCOPES = Scopes.of(CALLER);

    private static final Limit TOKENS = limit(Dimension.TOTAL_TOKENS, Window.DAY, 1000);
    private static final Caller COLLEAGUE = caller("acme", "search", "key:colleague");
    private static final Caller ELSEWHERE = caller("acme", "billing", "key:elsewhere");
    private static final Caller STRANGER = caller("other", "search", CALLER.id());

    private void allowAll(Caller... callers) {
        for (Caller caller : callers) {
            backend.allowances().define(Scopes.of(caller).caller(), new Allowance.Unlimited());
        }
    }

    private long remaining(Caller caller) {
        return Standing.of(ledger.gauges(Scopes.of(caller)), MODEL)
                .tokens()
                .orElseThrow()
                .remaining();
    }

    private void use(Caller caller, ModelId model, long tokens) {
        settle(reserve(caller, model, Need.exactly(0, tokens)), new Usage(0, tokens));
    }

    @Test
    void aCallCountsOnEachOfItsScopes() {
        SCOPES.all().forEach(scope -> allow(scope, TOKENS));

        settle(reserve(100, 300), new Usage(100, 50));

        assertEquals(
                SCOPES.all(), ledger.gauges(SCOPES).stream().map(Gauge::scope).toList(), "the widest first");
        ledger.gauges(SCOPES).forEach(gauge -> assertEquals(850, gauge.remaining(), gauge::toString));
    }

    @Test
    void aProjectSharesAndOtherProjectsDoNot() {
        allowAll(CALLER, COLLEAGUE, ELSEWHERE, STRANGER);
        allow(Scope.project("acme", "search"), TOKENS);
        allow(Scope.project("acme", "billing"), TOKENS);
        allow(Scope.project("other", "search"), TOKENS);

        use(CALLER, MODEL, 300);
        use(COLLEAGUE, MODEL, 200);

        assertEquals(500, remaining(CALLER));
        assertEquals(500, remaining(COLLEAGUE));
        assertEquals(1000, remaining(ELSEWHERE), "another project");
        assertEquals(1000, remaining(STRANGER), "a project of the same name in another organisation");
    }

    @Test
    void anOrganisationSharesAndOtherOrganisationsDoNot() {
        allowAll(CALLER, ELSEWHERE, STRANGER);
        allow(Scope.organisation("acme"), TOKENS);
        allow(Scope.organisation("other"), TOKENS);

        use(CALLER, MODEL, 300);
        use(ELSEWHERE, MODEL, 200);

        assertEquals(500, remaining(CALLER));
        assertEquals(500, remaining(ELSEWHERE));
        assertEquals(1000, remaining(STRANGER));
    }

    @Test
    void oneIdInTwoOrganisationsIsTwoCallers() {
        allow(SCOPE, TOKENS);
        assertEquals(
                FaultCode.FORBIDDEN,
                assertThrows(Fault.class, () -> use(STRANGER, MODEL, 1)).code());
        allow(Scopes.of(STRANGER).caller(), TOKENS);

        use(STRANGER, MODEL, 400);

        assertEquals(1000, remaining(CALLER));
    }

    @Test
    void limitsOnWiderScopesDoNotLetAnUnknownCallerIn() {
        allow(Scope.organisation("acme"), TOKENS);
        allow(Scope.project("acme", "search"), TOKENS);

        assertEquals(FaultCode.FORBIDDEN, refused(1, 1).code());
    }

    @Test
    void widerScopesWithoutLimitsAddNone() {
        allow(SCOPE, TOKENS);
        use(0, 400);
        backend.allowances().define(Scope.organisation("acme"), new Allowance.Unlimited());
        use(0, 600);

        assertEquals(1, ledger.gauges(SCOPES).size());
        refused(0, 1);
    }

    @ParameterizedTest
    @EnumSource(Scope.Kind.class)
    void aRefusalByOneScopeTakesFromNoOther(Scope.Kind refusing) {
        for (Scope scope : SCOPES.all()) {
            Limit last = limit(Dimension.OUTPUT_TOKENS, Window.MONTH, scope.kind() == refusing ? 10 : 1000);
            allow(scope, TOKENS, last, limit(Dimension.REQUESTS, Window.HOUR, 5));
        }
        List<Gauge> before = ledger.gauges(SCOPES);

        Fault fault = refused(0, 11);
        assertThrows(Fault.class, () -> reserve(Need.upTo(0, 220, 11)));

        assertEquals(FaultCode.QUOTA_EXHAUSTED, fault.code());
        assertEquals(before, ledger.gauges(SCOPES));
    }

    @Test
    void aRefusalNamesTheScopeThatRefuses() {
        allow(SCOPE, TOKENS);
        allow(Scope.project("acme", "search"), limit(Dimension.TOTAL_TOKENS, Window.MINUTE, 100));
        use(0, 100);

        assertEquals(
                "Rate limit reached on total tokens per minute for project search: limit 100, used 100, remaining 0, "
                        + "requested 5. Please try again in 3s.",
                refused(0, 5).message());
        allow(
                Scope.organisation("acme"),
                limit(Dimension.REQUESTS, Window.MINUTE, 0).on(MODEL));
        assertTrue(refused(0, 5).message().contains("on requests per minute on m for organisation acme: limit 0"));
    }

    @Test
    void aLimitOnOneModelCountsItsCallsOnly() {
        allow(TOKENS.on(MODEL));

        use(CALLER, OTHER_MODEL, 5000);
        use(CALLER, MODEL, 1000);

        refused(0, 1);
        use(CALLER, OTHER_MODEL, 5000);
        assertEquals(
                Optional.empty(),
                Standing.of(ledger.gauges(SCOPES), OTHER_MODEL).tokens(),
                "it does not concern other models");
        assertEquals(0, tokens().remaining());
    }

    @Test
    void limitsOnModelsAndOnAllTogetherStandSideBySide() {
        allow(TOKENS, new Limit(Dimension.TOTAL_TOKENS, Window.DAY, 600).on(MODEL), TOKENS.on(OTHER_MODEL));

        use(CALLER, MODEL, 600);
        refused(0, 1);
        use(CALLER, OTHER_MODEL, 400);

        assertThrows(Fault.class, () -> use(CALLER, OTHER_MODEL, 1), "all models together");
        assertEquals(
                List.of(0L, 0L, 600L),
                ledger.gauges(SCOPES).stream().map(Gauge::remaining).sorted().toList());
    }

    @Test
    void aNewConcurrencyLimitOnAModelKnowsItsCallsThatRun() {
        allowEverything();
        Reservation running = reserve(1, 1);
        reserve(CALLER, OTHER_MODEL, Need.exactly(1, 1));

        allow(limit(Dimension.CONCURRENCY, Window.MINUTE, 1).on(MODEL));
        refused(1, 1);
        reserve(CALLER, OTHER_MODEL, Need.exactly(1, 1));
        settle(running, Usage.NONE);

        reserve(1, 1);
        refused(1, 1);
    }

    @Test
    void aLimitThatComesWhileACallRunsGivesNothingBackOfIt() {
        allowEverything();
        Reservation before = reserve(0, 900);
        allow(Scope.organisation("acme"), TOKENS);
        use(0, 500);

        settle(before, Usage.NONE);

        assertEquals(500, tokens().remaining());
    }

    @Test
    void aCallThatRunsWhileItsLimitsChangeIsStillSettledOnThem() {
        allow(SCOPE, TOKENS);
        allow(Scope.organisation("acme"), TOKENS);
        Reservation running = reserve(0, 900);

        allow(Scope.organisation("acme"), limit(Dimension.TOTAL_TOKENS, Window.DAY, 400));
        assertEquals(0, tokens().remaining());
        settle(running, new Usage(0, 100));

        assertEquals(300, tokens().remaining());
        assertEquals(
                List.of(300L, 900L),
                ledger.gauges(SCOPES).stream().map(Gauge::remaining).toList());
    }

    @Test
    void aLimitThatWentAndCameBackStartsFull() {
        allow(SCOPE, TOKENS);
        Reservation running = reserve(0, 900);
        allowEverything();
        assertEquals(List.of(), ledger.gauges(SCOPES));
        allow(SCOPE, TOKENS);
        use(0, 200);

        settle(running, Usage.NONE);

        assertEquals(800, tokens().remaining());
    }

    @Test
    void grantsAsMuchOutputAsEveryScopeAllows() {
        allow(SCOPE, TOKENS, limit(Dimension.OUTPUT_TOKENS, Window.DAY, 5).on(OTHER_MODEL));
        allow(Scope.project("acme", "search"), limit(Dimension.OUTPUT_TOKENS, Window.DAY, 700));
        allow(Scope.organisation("acme"), limit(Dimension.TOTAL_TOKENS, Window.MONTH, 500));

        assertEquals(new Usage(100, 400), reserve(Need.upTo(100, 2000, 1)).reserved());
    }

    @Test
    void grantsAtLeastOneTokenForEveryText() {
        allow(SCOPE, TOKENS);
        use(0, 900);

        assertThrows(Fault.class, () -> reserve(Need.upTo(97, 800, 4)), "three are left");
        assertEquals(new Usage(96, 4), reserve(Need.upTo(96, 800, 4)).reserved());
    }
}
