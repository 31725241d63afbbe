package dev.freehold.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.freehold.gateway.Entities.Entity;
import dev.freehold.inference.EncodedText;
import dev.freehold.inference.EncodedText.Span;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EntitiesTest {
    private static final List<String> LABELS = List.of("O", "B-PER", "I-PER", "B-LOC", "I-LOC", "NAME");

    /** A token of one code point for each label, the space between them not counted; an empty one stands nowhere. */
    private static Entities tokens(String... labels) {
        List<Span> spans = new ArrayList<>();
        double[][] probabilities = new double[labels.length][];
        for (int i = 0; i < labels.length; i++) {
            boolean isSpecial = labels[i].startsWith("!");
            spans.add(isSpecial ? Span.NOWHERE : new Span(2 * i, 2 * i + 1));
            probabilities[i] = new double[LABELS.size()];
            probabilities[i][LABELS.indexOf(isSpecial ? labels[i].substring(1) : labels[i])] = 0.5 + i / 8.0;
        }
        int[] ids = new int[labels.length];
        return new Entities(LABELS, new EncodedText(ids, ids, spans), probabilities);
    }

    @Test
    void neighboursOfOneKindAreOneEntity() {
        assertEquals(
                List.of(new Entity("PER", 0.6875, 2, 5), new Entity("LOC", 1.0, 8, 9)),
                tokens("O", "B-PER", "I-PER", "O", "B-LOC").grouped());
    }

    @Test
    void aBeginningEndsWhatWasBefore() {
        assertEquals(
                List.of(new Entity("PER", 0.5, 0, 1), new Entity("PER", 0.625, 2, 3)),
                tokens("B-PER", "B-PER").grouped());
    }

    @Test
    void anotherKindEndsWhatWasBefore() {
        assertEquals(
                List.of(new Entity("PER", 0.5, 0, 1), new Entity("LOC", 0.625, 2, 3)),
                tokens("I-PER", "I-LOC").grouped());
    }

    @Test
    void labelsWithoutPrefixGoOn() {
        assertEquals(
                List.of(new Entity("NAME", 0.5625, 0, 3)),
                tokens("NAME", "NAME").grouped());
    }

    @Test
    void whatTheTokenizerPutThereIsNoEntity() {
        assertEquals(
                List.of(new Entity("PER", 0.625, 2, 3)),
                tokens("!B-PER", "I-PER", "!I-PER").grouped());
        assertEquals(
                List.of(new Entity("I-PER", 0.625, 2, 3)),
                tokens("!B-PER", "I-PER", "!I-PER").single());
    }

    @Test
    void ungroupedTokensKeepTheirLabels() {
        assertEquals(
                List.of(new Entity("B-PER", 0.5, 0, 1), new Entity("I-PER", 0.625, 2, 3)),
                tokens("B-PER", "I-PER", "O").single());
    }
}
