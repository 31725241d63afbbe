package dev.freehold.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.alias.Alias;
import dev.freehold.alias.Spread;
import dev.freehold.alias.Target;
import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.core.ModelId;
import dev.freehold.core.Usage;
import dev.freehold.gateway.GenerationRequest.Input;
import dev.freehold.gateway.GenerationRequest.Wishes;
import dev.freehold.gateway.Routing.Route;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Names that lead to models. */
@Timeout(20)
class RoutingTest {
    private static final ModelId A = ScriptedGenerator.ID;
    private static final ModelId B = ScriptedGenerator.NEXT;
    private static final String CHAT = "chat-default";

    private final ScriptedGateway gateway = new ScriptedGateway();

    private void alias(Spread spread, SortedMap<String, ModelId> pins, Target... targets) {
        alias(spread, pins, Optional.empty(), targets);
    }

    private void alias(Spread spread, SortedMap<String, ModelId> pins, Optional<Target> shadow, Target... targets) {
        gateway.aliases.put(
                new Alias(new ModelId(CHAT), List.of(targets), spread, shadow, pins, false),
                (action, target, change) -> {});
    }

    private Optional<ModelId> route(String caller, Set<String> allowed, String name) {
        return gateway.routing
                .route(ScriptedGateway.call(caller, allowed), name)
                .map(Route::model);
    }

    private GeneratedText start(Set<String> allowed, String name) {
        return gateway.start(
                allowed, GenerationRequest.of(name, new Input.Text("one two"), OptionalInt.of(5), Wishes.NONE));
    }

    @Test
    void anAliasLeadsToItsModelWhichIsChargedAndRecorded() {
        alias(Spread.CALLER, new TreeMap<>(), new Target(B, 1));
        try (GeneratedText text = start(Set.of(), CHAT)) {
            text.readAll();
            assertEquals(B, text.model());
        }
        assertEquals(1, gateway.next.runs.size());
        assertEquals(
                B.value(),
                Objects.requireNonNull(gateway.audit.entries.getLast().model()).id());
    }

    @Test
    void aModelsOwnNameLeadsToIt() {
        gateway.aliases.put(
                new Alias(A, List.of(new Target(B, 1)), Spread.CALLER, Optional.empty(), new TreeMap<>(), false),
                (action, target, change) -> {});
        assertEquals(Optional.of(A), route("key:1", Set.of(), A.value()));
        gateway.host.unload(A, change -> {});
        Fault gone = assertThrows(Fault.class, () -> start(Set.of(), A.value()));
        assertEquals(FaultCode.MODEL_NOT_FOUND, gone.code(), "nobody gets another model than the name says");
    }

    @Test
    void aCallerNeedsTheNameAndTheModel() {
        alias(Spread.CALLER, new TreeMap<>(), new Target(A, 50), new Target(B, 50));
        assertEquals(Optional.empty(), route("key:1", Set.of(A.value(), B.value()), CHAT), "not the name");
        assertEquals(Optional.empty(), route("key:1", Set.of(CHAT), CHAT), "no model");
        for (int i = 0; i < 50; i++) {
            assertEquals(Optional.of(A), route("key:" + i, Set.of(CHAT, A.value()), CHAT), "only what it may");
        }
        alias(Spread.CALLER, new TreeMap<>(Map.of("default", B)), new Target(A, 1));
        assertEquals(Optional.empty(), route("key:1", Set.of(CHAT, A.value()), CHAT), "a pin is no way in");
        assertEquals(Optional.of(B), route("key:1", Set.of(), CHAT));
        Fault refused = assertThrows(Fault.class, () -> start(Set.of(CHAT), CHAT));
        assertEquals(FaultCode.MODEL_NOT_FOUND, refused.code());
    }

    @Test
    void eachCallerStaysWithItsModelAndTheWeightsHold() {
        alias(Spread.CALLER, new TreeMap<>(), new Target(A, 90), new Target(B, 10));
        Set<Integer> canaries = canaries();
        assertTrue(canaries.size() > 60 && canaries.size() < 140, canaries::toString);
        assertEquals(canaries, canaries());
        alias(Spread.CALLER, new TreeMap<>(), new Target(A, 80), new Target(B, 20));
        assertTrue(canaries().containsAll(canaries), "whoever has the new one keeps it when it gets more");
        gateway.host.unload(B, change -> {});
        assertEquals(Set.of(), canaries(), "what is unloaded gets nothing");
    }

    private Set<Integer> canaries() {
        Set<Integer> canaries = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            if (route("key:" + i, Set.of(), CHAT).orElseThrow().equals(B)) {
                canaries.add(i);
            }
        }
        return canaries;
    }

    @Test
    void byRequestOneCallerMeetsAll() {
        alias(Spread.REQUEST, new TreeMap<>(), new Target(A, 50), new Target(B, 50));
        long many = IntStream.range(0, 1000)
                .filter(i -> route("key:1", Set.of(), CHAT).orElseThrow().equals(B))
                .count();
        assertTrue(many > 400 && many < 600, () -> many + " of 1000");
    }

    @Test
    void aCopyIsRunAndMeasuredAndChargedToNobody() throws Exception {
        alias(Spread.CALLER, new TreeMap<>(), Optional.of(new Target(B, 100)), new Target(A, 1));
        try (GeneratedText text = start(Set.of(), CHAT)) {
            assertEquals("word ".repeat(5), text.readAll().getFirst().text());
        }
        awaitShadow("length", 1);
        assertEquals(1, gateway.next.runs.size());
        assertEquals(
                5,
                gateway.meters
                        .counter("freehold.shadow.tokens", "model", B.value())
                        .count());
        assertEquals(1, gateway.ledger.reservations.size());
        assertEquals(new Usage(2, 5), gateway.ledger.reservations.getFirst().charged);
        assertEquals(2, gateway.audit.entries.size());
    }

    @Test
    void copiesAreFewAndEnd() throws Exception {
        gateway.next.isSilent = true;
        alias(Spread.CALLER, new TreeMap<>(), Optional.of(new Target(B, 100)), new Target(A, 1));
        for (int i = 0; i < 5; i++) {
            try (GeneratedText text = start(Set.of(), CHAT)) {
                text.readAll();
            }
        }
        awaitShadow("dropped", 4);
        awaitShadow("cancelled", 1);
    }

    @Test
    void aCopyLoadsNothingAndFailsAlone() throws Exception {
        alias(Spread.CALLER, new TreeMap<>(), Optional.of(new Target(B, 100)), new Target(A, 1));
        gateway.next.failsAfter = 2;
        try (GeneratedText text = start(Set.of(), CHAT)) {
            assertEquals("word ".repeat(5), text.readAll().getFirst().text());
        }
        awaitShadow("internal", 1);
        gateway.host.unload(B, change -> {});
        try (GeneratedText text = start(Set.of(), CHAT)) {
            assertFalse(text.readAll().isEmpty());
        }
        awaitShadow("dropped", 1);
    }

    private void awaitShadow(String outcome, int count) throws InterruptedException {
        while (gateway.meters
                        .counter("freehold.shadow.calls", "model", B.value(), "outcome", outcome)
                        .count()
                < count) {
            Thread.sleep(2);
        }
    }
}
