package dev.freehold.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.audit.AuditEntry.Kind;
import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.core.Usage;
import dev.freehold.gateway.GeneratedText.Part;
import dev.freehold.gateway.GenerationRequest.Input;
import dev.freehold.gateway.GenerationRequest.Wishes;
import dev.freehold.inference.Sampling;
import dev.freehold.inference.TokenStream.Piece;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class TextGenerationTest {
    private static final String PROMPT = "one two three";

    private final ScriptedGateway gateway = new ScriptedGateway();
    private final ScriptedGenerator model = gateway.model;
    private final ControlledAuditLog audit = gateway.audit;
    private final CountingLedger ledger = gateway.ledger;

    private GeneratedText start(OptionalInt maxTokens) {
        return start("scripted", Set.of(), maxTokens);
    }

    private GeneratedText start(String modelName, Set<String> allowed, OptionalInt maxTokens) {
        return start(modelName, allowed, maxTokens, Wishes.NONE);
    }

    private GeneratedText start(String modelName, Set<String> allowed, OptionalInt maxTokens, Wishes wishes) {
        return gateway.start(allowed, GenerationRequest.of(modelName, new Input.Text(PROMPT), maxTokens, wishes));
    }

    @Test
    void chargesWhatWasUsedAndGivesTheRestBack() {
        try (GeneratedText text = start(OptionalInt.of(50))) {
            assertEquals(1000 - 53, ledger.left);
            assertEquals("word ".repeat(10), text.readAll().getFirst().text());
        }
        assertEquals(new Usage(3, 10), ledger.reservations.getFirst().charged);
        assertEquals(1000 - 13, ledger.left);
        assertEquals(List.of(Kind.ADMIT, Kind.SETTLE), audit.kinds());
        assertEquals("stop", audit.entries.getLast().outcome());
        assertEquals(
                10,
                gateway.meters
                        .get("freehold.tokens")
                        .tag("direction", "output")
                        .counter()
                        .count());
    }

    @Test
    void givesOutNothingBeforeTheAdmissionIsDurable() throws Exception {
        audit.disk = new CompletableFuture<>();
        GeneratedText text = start(OptionalInt.of(5));
        CompletableFuture<Part> first = CompletableFuture.supplyAsync(text::next);
        Thread.sleep(50);
        assertFalse(first.isDone());
        audit.disk.complete(null);
        assertInstanceOf(Piece.Text.class, first.get().piece());
    }

    @Test
    void endsOnlyAfterTheSettlementIsDurable() throws Exception {
        GeneratedText text = start(OptionalInt.of(1));
        assertInstanceOf(Piece.Text.class, text.next().piece());
        audit.disk = new CompletableFuture<>();
        CompletableFuture<Part> end = CompletableFuture.supplyAsync(text::next);
        Thread.sleep(50);
        assertFalse(end.isDone());
        audit.disk.complete(null);
        assertInstanceOf(Piece.End.class, end.get().piece());
        assertEquals(List.of(Kind.ADMIT, Kind.SETTLE), audit.kinds());
    }

    @Test
    void failsClosedWhenTheAdmissionCannotBeRecorded() {
        audit.breakDisk();
        GeneratedText text = start(OptionalInt.of(5));
        Fault fault = assertThrows(Fault.class, text::next);
        assertEquals(FaultCode.AUDIT_UNAVAILABLE, fault.code());
        assertTrue(model.streams.getFirst().isCancelled);
        assertEquals(1000, ledger.left);
    }

    @Test
    void givesNothingOutOnceTheReservationHasLapsed() {
        GeneratedText text = start(OptionalInt.of(5));
        assertInstanceOf(Piece.Text.class, text.next().piece());
        ledger.isLapsed = true;
        Fault fault = assertThrows(Fault.class, text::next);
        assertEquals(FaultCode.AUDIT_UNAVAILABLE, fault.code());
        assertTrue(model.streams.getFirst().isCancelled);
    }

    @Test
    void failsClosedWhenTheSettlementCannotBeRecorded() {
        GeneratedText text = start(OptionalInt.of(1));
        assertInstanceOf(Piece.Text.class, text.next().piece());
        audit.breakDisk();
        assertEquals(
                FaultCode.AUDIT_UNAVAILABLE,
                assertThrows(Fault.class, text::next).code());
        assertEquals(new Usage(3, 1), ledger.reservations.getFirst().charged, "what was delivered is charged");
    }

    @Test
    void chargesWhatWasGeneratedWhenTheClientGoesAway() {
        GeneratedText text = start(OptionalInt.of(50));
        text.next();
        text.next();
        text.close();
        text.close();
        assertTrue(model.streams.getFirst().isCancelled);
        assertEquals(1000 - 5, ledger.left);
        assertEquals(List.of(Kind.ADMIT, Kind.ABORT), audit.kinds());
        assertEquals("cancelled", audit.entries.getLast().outcome());
    }

    @Test
    void aFailureOfOursCostsNothing() {
        model.failsAfter = 2;
        GeneratedText text = start(OptionalInt.of(50));
        text.next();
        text.next();
        assertEquals(FaultCode.INTERNAL, assertThrows(Fault.class, text::next).code());
        assertEquals(1000, ledger.left);
        assertEquals("internal", audit.entries.getLast().outcome());
    }

    @Test
    void aFullQueueRefundsAndIsRecorded() {
        model.room = 0;
        assertEquals(
                FaultCode.OVERLOADED,
                assertThrows(Fault.class, () -> start(OptionalInt.of(5))).code());
        assertEquals(1000, ledger.left);
        assertEquals(List.of(Kind.ADMIT, Kind.ABORT), audit.kinds());
    }

    @Test
    void closingAfterTheEndChangesNothing() {
        GeneratedText text = start(OptionalInt.of(5));
        text.readAll();
        text.close();
        assertEquals(List.of(Kind.ADMIT, Kind.SETTLE), audit.kinds());
        assertEquals(1000 - 8, ledger.left);
    }

    @Test
    void withoutMaxTokensItTakesWhatContextAndLimitsAllow() {
        start(OptionalInt.empty()).readAll();
        assertEquals(97, model.runs.getFirst().maxTokens());
        ledger.left = 7;
        start(OptionalInt.empty()).readAll();
        assertEquals(4, model.runs.getLast().maxTokens());
    }

    @Test
    void whatARequestDoesNotSayIsWhatTheModelsPublisherRecommends() {
        start("scripted", Set.of(), OptionalInt.of(1), Wishes.NONE).close();
        assertEquals(
                new Sampling(0.6, 20, 0.9, 0.02, 1.1, 0, 0, Map.of()),
                model.runs.getLast().sampling());
        Wishes said = new Wishes(
                OptionalDouble.of(0),
                OptionalInt.of(0),
                OptionalDouble.of(1),
                OptionalDouble.of(0),
                OptionalDouble.of(1),
                0.5,
                -0.5,
                Map.of(7, 3.0));
        start("scripted", Set.of(), OptionalInt.of(1), said).close();
        assertEquals(
                new Sampling(0, 0, 1, 0, 1, 0.5, -0.5, Map.of(7, 3.0)),
                model.runs.getLast().sampling());
    }

    @Test
    void refusesMoreThanTheContextHolds() {
        Fault fault = assertThrows(Fault.class, () -> start(OptionalInt.of(98)));
        assertEquals(FaultCode.CONTEXT_LENGTH_EXCEEDED, fault.code());
        assertEquals(0, ledger.reservations.size());
        start(OptionalInt.of(97)).close();
    }

    @Test
    void aRefusedReservationRunsNothingAndIsNotAnAdmission() {
        ledger.left = 5;
        assertEquals(
                FaultCode.RATE_LIMITED,
                assertThrows(Fault.class, () -> start(OptionalInt.of(5))).code());
        assertEquals(List.of(), audit.kinds());
        assertEquals(List.of(), model.runs);
    }

    @Test
    void tellsNobodyOfModelsTheyMayNotUse() {
        Fault forbidden = assertThrows(Fault.class, () -> start("scripted", Set.of("other"), OptionalInt.of(1)));
        Fault unknown = assertThrows(Fault.class, () -> start("nobody", Set.of(), OptionalInt.of(1)));
        Fault malformed = assertThrows(Fault.class, () -> start("no such\nname", Set.of(), OptionalInt.of(1)));
        for (Fault fault : List.of(forbidden, unknown, malformed)) {
            assertEquals(FaultCode.MODEL_NOT_FOUND, fault.code());
            assertEquals(unknown.message(), fault.message());
        }
    }

    @Test
    void wakesAReaderWhoseAdmissionNeverComes() {
        audit.disk = new CompletableFuture<>();
        GeneratedText text = start(OptionalInt.of(5));
        audit.disk.completeExceptionally(new Fault(FaultCode.AUDIT_UNAVAILABLE, "too slow"));
        assertEquals(
                FaultCode.AUDIT_UNAVAILABLE,
                org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
                                Duration.ofSeconds(5), () -> assertThrows(Fault.class, text::next))
                        .code());
    }
}
