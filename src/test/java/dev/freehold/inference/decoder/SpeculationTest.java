package dev.freehold.inference.decoder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.inference.GenerationSettings;
import dev.freehold.inference.Prompt;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SpeculationTest {
    private static final int[] REPEATING = {1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3};
    private final Speculation speculation = new Speculation();

    @Test
    void draftsWhenTokensBecomeCheaper() {
        speculation.observeStep(1, 100);
        speculation.observeVerification(16, 200);
        Sequence sequence = sequence();
        sequence.acceptance().observe(40, 40);
        assertEquals(15, speculation.drafts(List.of(sequence)).getFirst().length);
    }

    @Test
    void draftsLessAfterDraftsThatFailed() {
        speculation.observeStep(1, 100);
        speculation.observeVerification(16, 200);
        Sequence sequence = sequence();
        for (int i = 0; i < 4; i++) {
            sequence.acceptance().observe(3, 0);
        }
        assertTrue(speculation.drafts(List.of(sequence)).getFirst().length < 4);
        for (int i = 0; i < 40; i++) {
            sequence.acceptance().observe(3, 0);
        }
        assertEquals(List.of(), speculation.drafts(List.of(sequence)));
    }

    @Test
    void neverWhenAVerificationCostsWhatItsTokensCost() {
        for (int size = 1; size <= 16; size++) {
            speculation.observeVerification(size, 100 * size);
        }
        speculation.observeStep(1, 100);
        Sequence sequence = sequence();
        sequence.acceptance().observe(40, 40);
        assertEquals(List.of(), speculation.drafts(List.of(sequence)));
    }

    @Test
    void oneRunForAllBeatsARunForEachUnlessDraftsAreGood() {
        speculation.observeStep(2, 110);
        speculation.observeVerification(1, 100);
        speculation.observeVerification(4, 120);
        Sequence one = sequence();
        Sequence other = sequence();
        assertEquals(List.of(), speculation.drafts(List.of(one, other)), "half of the drafts come true");
        one.acceptance().observe(40, 40);
        other.acceptance().observe(40, 40);
        assertEquals(2, speculation.drafts(List.of(one, other)).size(), "all of them do");
    }

    @Test
    void noDraftGoesBeyondTheLastTokenAllowed() {
        speculation.observeStep(1, 100);
        speculation.observeVerification(16, 100);
        Sequence sequence =
                new Sequence(new Prompt(REPEATING), GenerationSettings.greedy(4), TinyModel.SOMEBODY, Set.of(), 100);
        assertEquals(3, speculation.drafts(List.of(sequence)).getFirst().length);
    }

    private static Sequence sequence() {
        return new Sequence(new Prompt(REPEATING), GenerationSettings.greedy(100), TinyModel.SOMEBODY, Set.of(), 100);
    }
}
