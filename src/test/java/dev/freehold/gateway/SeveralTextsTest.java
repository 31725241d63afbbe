package dev.freehold.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.audit.AuditEntry.Kind;
import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.core.Usage;
import dev.freehold.gateway.GeneratedText.Part;
import dev.freehold.gateway.GeneratedText.Whole;
import dev.freehold.gateway.GenerationRequest.Input;
import dev.freehold.gateway.GenerationRequest.Wishes;
import dev.freehold.inference.Priority;
import dev.freehold.inference.TokenStream.FinishReason;
import dev.freehold.inference.TokenStream.Piece;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class SeveralTextsTest {
    private static final Input THREE = new Input.Text("one two three");
    private static final Input ONE = new Input.Text("one");

    private final ScriptedGateway gateway = new ScriptedGateway();

    private GeneratedText start(List<Input> inputs, int choices, OptionalInt maxTokens) {
        return start(inputs, choices, maxTokens, false);
    }

    private GeneratedText start(List<Input> inputs, int choices, OptionalInt maxTokens, boolean echo) {
        return gateway.start(
                Set.of(),
                new GenerationRequest(
                        "scripted",
                        inputs,
                        choices,
                        echo,
                        maxTokens,
                        Wishes.NONE,
                        OptionalLong.of(Long.MAX_VALUE),
                        List.of("END"),
                        OptionalInt.of(3),
                        Priority.HIGH,
                        Optional.empty()));
    }

    @Test
    void countEachPromptOnceAndAreOneCallInTheBooks() {
        try (GeneratedText text = start(List.of(THREE, ONE), 3, OptionalInt.of(20))) {
            assertEquals(1000 - 4 - 6 * 20, gateway.ledger.left);
            List<Whole> texts = text.readAll();
            assertEquals(6, texts.size());
            texts.forEach(whole -> assertEquals("word ".repeat(10), whole.text()));
            assertEquals(new Usage(4, 60), text.usage());
        }
        assertEquals(new Usage(4, 60), gateway.ledger.reservations.getFirst().charged);
        assertEquals(List.of(Kind.ADMIT, Kind.SETTLE), gateway.audit.kinds());
        assertEquals("stop", gateway.audit.entries.getLast().outcome());
    }

    @Test
    void eachHasItsOwnSeedAndTheSameOfEverythingElse() {
        start(List.of(THREE, ONE), 2, OptionalInt.of(5)).readAll();
        for (int i = 0; i < 4; i++) {
            var settings = gateway.model.runs.get(i);
            assertEquals(Long.MAX_VALUE + i, settings.seed().orElseThrow());
            assertEquals(5, settings.maxTokens());
            assertEquals(List.of("END"), settings.stop());
            assertEquals(OptionalInt.of(3), settings.topLogprobs());
            assertEquals(Priority.HIGH, gateway.model.origins.get(i).priority());
        }
    }

    @Test
    void comeSideBySideEachWithItsNumberAndItsEnd() {
        GeneratedText text = start(List.of(THREE), 4, OptionalInt.of(20));
        List<StringBuilder> texts = new ArrayList<>();
        Set<Integer> ended = new HashSet<>();
        for (int i = 0; i < 4; i++) {
            texts.add(new StringBuilder());
        }
        while (!text.isEnded()) {
            Part part = text.next();
            assertFalse(ended.contains(part.choice()), "nothing comes after a text's end");
            if (part.piece() instanceof Piece.Text(String word, var _)) {
                texts.get(part.choice()).append(word);
            } else {
                ended.add(part.choice());
            }
        }
        assertEquals(Set.of(0, 1, 2, 3), ended);
        texts.forEach(each -> assertEquals("word ".repeat(10), each.toString()));
    }

    @Test
    void theLastEndComesOnlyAfterTheSettlementIsDurable() throws Exception {
        GeneratedText text = start(List.of(THREE), 2, OptionalInt.of(1));
        assertInstanceOf(Piece.Text.class, text.next().piece());
        gateway.audit.disk = new CompletableFuture<>();
        CompletableFuture<Void> rest = CompletableFuture.runAsync(text::readAll);
        Thread.sleep(50);
        assertFalse(rest.isDone());
        gateway.audit.disk.complete(null);
        rest.get();
        assertEquals(List.of(Kind.ADMIT, Kind.SETTLE), gateway.audit.kinds());
        assertEquals("length", gateway.audit.entries.getLast().outcome(), "one that is cut short cuts the call short");
    }

    @Test
    void aFailureOfOneEndsAllAndCostsNothing() {
        gateway.model.failsAfter = 2;
        GeneratedText text = start(List.of(THREE), 3, OptionalInt.of(5));
        assertEquals(
                FaultCode.INTERNAL, assertThrows(Fault.class, text::readAll).code());
        gateway.model.streams.forEach(stream -> assertTrue(stream.isCancelled));
        assertEquals(1000, gateway.ledger.left);
        assertEquals(List.of(Kind.ADMIT, Kind.ABORT), gateway.audit.kinds());
    }

    @Test
    void aClientThatLeavesCancelsAll() {
        gateway.model.isSilent = true;
        GeneratedText text = start(List.of(THREE), 3, OptionalInt.of(5));
        CompletableFuture<Fault> reader = CompletableFuture.supplyAsync(() -> assertThrows(Fault.class, text::readAll));
        text.close();
        gateway.model.streams.forEach(stream -> assertTrue(stream.isCancelled));
        Fault fault = assertTimeoutPreemptively(Duration.ofSeconds(5), () -> reader.get());
        assertEquals(FaultCode.CANCELLED, fault.code());
        assertEquals(List.of(Kind.ADMIT, Kind.ABORT), gateway.audit.kinds());
    }

    @Test
    void aReaderWhoWaitsLetsEachRunAheadALittleOnly() throws Exception {
        GeneratedText text = start(List.of(THREE), 2, OptionalInt.of(10));
        text.next();
        Thread.sleep(50);
        int ahead = gateway.model.streams.stream()
                .mapToInt(ScriptedGenerator.Stream::generatedTokens)
                .max()
                .orElseThrow();
        assertTrue(ahead <= Choices.AHEAD + 1, ahead + " tokens were read for one that was given out");
        text.readAll();
    }

    @Test
    void aQueueThatFillsUpHalfWayRunsNone() {
        gateway.model.room = 2;
        Fault fault = assertThrows(Fault.class, () -> start(List.of(THREE), 3, OptionalInt.of(5)));
        assertEquals(FaultCode.OVERLOADED, fault.code());
        assertEquals(2, gateway.model.streams.size());
        gateway.model.streams.forEach(stream -> assertTrue(stream.isCancelled));
        assertEquals(1000, gateway.ledger.left);
    }

    @Test
    void withoutMaxTokensTheyShareWhatTheLimitsLeave() {
        start(List.of(THREE, ONE), 1, OptionalInt.empty()).close();
        assertEquals(97, gateway.model.runs.get(0).maxTokens());
        assertEquals(99, gateway.model.runs.get(1).maxTokens());
        gateway.ledger.left = 4 + 31;
        start(List.of(THREE, ONE), 2, OptionalInt.empty()).close();
        assertEquals(7, gateway.model.runs.getLast().maxTokens());
        gateway.ledger.left = 4 + 3;
        Fault fault = assertThrows(Fault.class, () -> start(List.of(THREE, ONE), 2, OptionalInt.empty()));
        assertEquals(FaultCode.RATE_LIMITED, fault.code());
        assertEquals(4 + 3, gateway.ledger.left);
    }

    @Test
    void areBoundedAndSoIsTheirNumberOverAllPrompts() {
        start(List.of(THREE), 8, OptionalInt.of(1)).close();
        start(List.of(THREE, ONE), 4, OptionalInt.of(1)).close();
        Fault tooMany = assertThrows(Fault.class, () -> start(List.of(THREE), 9, OptionalInt.of(1)));
        assertEquals("n", tooMany.parameter().orElseThrow());
        assertTrue(tooMany.message().contains("1 to 8"), tooMany.message());
        Fault together = assertThrows(Fault.class, () -> start(List.of(THREE, ONE, ONE), 3, OptionalInt.of(1)));
        assertEquals("prompt", together.parameter().orElseThrow());
    }

    @Test
    void anEchoIsThePromptAndCostsNothing() {
        GeneratedText text = start(List.of(THREE, new Input.Tokens(List.of(5, 6))), 1, OptionalInt.of(2), true);
        List<Whole> texts = text.readAll();
        assertEquals("one two three" + "word word ", texts.get(0).text());
        assertEquals("prompt of 2 " + "word word ", texts.get(1).text());
        assertEquals(13, texts.get(0).logprobs().get(0).offset());
        assertEquals(new Usage(5, 4), text.usage());
        assertEquals(FinishReason.LENGTH, texts.getFirst().reason());
    }

    @Test
    void tellOfTheFirstOnlyWhatWasKnownBefore() {
        gateway.model.cached = 2;
        GeneratedText text = start(List.of(THREE), 2, OptionalInt.of(5));
        text.readAll();
        assertEquals(2, text.cachedTokens(), "of the first");
    }
}
