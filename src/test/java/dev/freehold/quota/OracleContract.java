package dev.freehold.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.freehold.core.Caller;
import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.core.ModelId;
import dev.freehold.core.Usage;
import dev.freehold.quota.Limit.Dimension;
import dev.freehold.quota.Limit.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Whatever happens in whatever order: the ledger says what a slow and simple oracle says, to the unit and the microsecond. */
abstract class OracleContract extends LedgerBench {
    private static final int STEPS = 120;
    private static final List<ModelId> MODELS = List.of(MODEL, new ModelId("other"));
    private static final List<Caller> CALLERS = List.of(
            CALLER,
            caller("acme", "search", "key:b"),
            caller("acme", "billing", "key:c"),
            caller("other", "search", CALLER.id()));

    private final Oracle oracle = new Oracle();
    private final List<Open> open = new ArrayList<>();
    private final List<String> story = new ArrayList<>();
    private Random random = new Random();
    private int calls;

    private record Open(int call, Reservation reservation) {}

    @RepeatedTest(80)
    void saysWhatTheOracleSays(RepetitionInfo repetition) {
        assumeTrue(repetition.getCurrentRepetition() <= rounds(80));
        random = new Random(repetition.getCurrentRepetition());
        oracle.clock(clock.instant());
        CALLERS.forEach(caller -> Scopes.of(caller).all().forEach(scope -> change(caller, scope)));
        for (int i = 0; i < STEPS; i++) {
            passTime();
            step();
            compare();
        }
    }

    private void step() {
        switch (random.nextInt(8)) {
            case 0 -> changeSomething();
            case 1, 2, 3 -> end();
            default -> call();
        }
    }

    private void passTime() {
        long step = switch (random.nextInt(12)) {
            case 0 -> -random.nextLong(100_000_000);
            case 1 -> random.nextLong(3_600_000_000L);
            case 2 -> Duration.ofDays(random.nextInt(20)).toNanos() / 1000;
            default -> random.nextLong(3_000_000);
        };
        clock.advance(step);
        oracle.clock(clock.instant());
        story.add("clock " + step);
    }

    private void changeSomething() {
        Caller caller = any(CALLERS);
        change(caller, any(Scopes.of(caller).all()));
    }

    private void change(Caller caller, Scope scope) {
        List<Limit> limits = limits();
        backend.allowances()
                .define(scope, limits.isEmpty() ? new Allowance.Unlimited() : new Allowance.Limited(limits));
        ledger.gauges(Scopes.of(caller));
        oracle.change(scope, limits);
        story.add(scope + " " + limits);
    }

    private List<Limit> limits() {
        List<Limit> limits = new ArrayList<>();
        HashSet<Slot> taken = new HashSet<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            Dimension dimension = any(List.of(Dimension.values()));
            Window window = dimension == Dimension.CONCURRENCY ? Window.MINUTE : any(List.of(Window.values()));
            boolean isCount = dimension == Dimension.CONCURRENCY || dimension == Dimension.REQUESTS;
            Limit limit = limit(dimension, window, 1 + random.nextInt(isCount ? 8 : 900));
            limit = random.nextBoolean() ? limit : limit.on(any(MODELS));
            if (taken.add(Slot.of(limit))) {
                limits.add(limit);
            }
        }
        return limits;
    }

    private void call() {
        Caller caller = any(CALLERS);
        ModelId model = any(MODELS);
        long wish = 1L + random.nextInt(150);
        long input = random.nextInt(60);
        Need need = random.nextBoolean()
                ? Need.exactly(input, wish)
                : Need.upTo(input, wish, Math.min(wish, 1L + random.nextInt(4)));
        Optional<Usage> due = oracle.grant(Scopes.of(caller), model, need);
        Optional<Usage> got = reserved(caller, model, need);
        story.add(caller.id() + " " + model + " " + need + " " + got);
        assertEquals(due, got, this::told);
        got.ifPresent(tokens -> oracle.take(calls++, Scopes.of(caller), model, tokens));
    }

    private Optional<Usage> reserved(Caller caller, ModelId model, Need need) {
        try {
            Reservation reservation = reserve(caller, model, need);
            open.add(new Open(calls, reservation));
            return Optional.of(reservation.reserved());
        } catch (Fault refused) {
            return Optional.empty();
        }
    }

    private void end() {
        if (open.isEmpty()) {
            return;
        }
        Open ended = open.remove(random.nextInt(open.size()));
        Usage reserved = ended.reservation().reserved();
        Usage used = new Usage(reserved.inputTokens(), random.nextLong(reserved.outputTokens() + 1));
        if (random.nextBoolean()) {
            settle(ended.reservation(), used);
        } else {
            ended.reservation().abort(used, FaultCode.CANCELLED);
        }
        oracle.end(ended.call(), used);
        story.add("end " + ended.call() + " " + used);
    }

    private void compare() {
        for (Caller caller : CALLERS) {
            Scopes scopes = Scopes.of(caller);
            List<Gauge> gauges = ledger.gauges(scopes);
            assertEquals(oracle.gauges(scopes), new HashSet<>(gauges), this::told);
            for (ModelId model : MODELS) {
                assertEquals(shown(oracle.standing(scopes, model)), shown(Standing.of(gauges, model)), this::told);
            }
        }
    }

    /** Between limits that show the same it does not matter which is shown. */
    private static String shown(Standing standing) {
        return Stream.of(standing.requests(), standing.tokens())
                .map(gauge -> gauge.map(it -> it.limit().amount() + " " + it.remaining() + " " + it.reset())
                        .orElse("none"))
                .collect(Collectors.joining(", "));
    }

    private String told() {
        return String.join("\n", story);
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
