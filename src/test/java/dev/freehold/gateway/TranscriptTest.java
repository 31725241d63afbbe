package dev.freehold.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.audit.AuditEntry;
import dev.freehold.audit.AuditEntry.Kind;
import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.core.Usage;
import dev.freehold.gateway.GenerationRequest.Input;
import dev.freehold.gateway.GenerationRequest.Wishes;
import dev.freehold.payload.Transcript;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Who listens to a call hears what was given out, and has a say in how it ends. */
class TranscriptTest {
    private final Listener listener = new Listener();
    private final ScriptedGateway gateway = new ScriptedGateway((caller, route, model) -> listener);

    private GeneratedText start(int maxTokens) {
        return gateway.start(
                Set.of(),
                GenerationRequest.of(
                        "scripted", new Input.Text("one two three"), OptionalInt.of(maxTokens), Wishes.NONE));
    }

    @Test
    void hearsTheInputAndEachPieceBeforeItsReader() {
        try (GeneratedText text = start(3)) {
            assertEquals(1, listener.asked.size());
            text.next();
            assertEquals("word ", listener.answered.toString());
            text.readAll();
        }
        assertEquals("word word word ", listener.answered.toString());
        assertEquals(List.of(Kind.SETTLE), listener.closed);
        assertEquals("sj_heard", gateway.audit.entries.getLast().subject());
    }

    @Test
    void hearsNoMoreThanWasGivenOut() {
        GeneratedText text = start(5);
        text.next();
        text.close();
        assertEquals("word ", listener.answered.toString());
        assertEquals(List.of(Kind.ABORT), listener.closed);
    }

    @Test
    void anAnswerThatCannotBeKeptFailsAndIsChargedAndRecorded() {
        listener.isFull = true;
        GeneratedText text = start(2);
        Fault fault = assertThrows(Fault.class, text::readAll);
        assertEquals(FaultCode.AUDIT_UNAVAILABLE, fault.code());
        assertEquals(List.of(Kind.ADMIT, Kind.ABORT), gateway.audit.kinds());
        assertEquals("audit_unavailable", gateway.audit.entries.getLast().outcome());
        assertEquals(new Usage(3, 2), gateway.ledger.reservations.getFirst().charged);
    }

    @Test
    void isNotAskedToListenToACallThatIsRefused() {
        assertThrows(Fault.class, () -> start(100_000));
        assertTrue(listener.asked.isEmpty());
    }

    private static final class Listener implements Transcript {
        private final List<String> asked = new ArrayList<>();
        private final StringBuilder answered = new StringBuilder();
        private final List<Kind> closed = new ArrayList<>();
        private boolean isFull;

        @Override
        public void asked(Supplier<List<String>> inputs) {
            asked.addAll(inputs.get());
        }

        @Override
        public void answered(int choice, Voice voice, String text) {
            answered.append(text);
        }

        @Override
        public AuditEntry apply(AuditEntry closing) {
            if (isFull && closing.kind() == Kind.SETTLE) {
                throw new Fault(FaultCode.AUDIT_UNAVAILABLE, "full");
            }
            closed.add(closing.kind());
            return closing.with("sj_heard", null);
        }
    }
}
