package dev.freehold.inference.decoder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.bench.builder.DecoderFolder;
import dev.freehold.bench.builder.DecoderShape;
import dev.freehold.bench.builder.MadeUpVocabulary;
import dev.freehold.bench.builder.RandomWeights;
import dev.freehold.bench.builder.SuccessionWeights;
import dev.freehold.builder.DecoderLayout;
import dev.freehold.builder.Precision;
import dev.freehold.builder.Progress;
import dev.freehold.builder.checkpoint.Weights;
import dev.freehold.inference.ModelLoadException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextComparisonTest {
    private static final DecoderShape SHAPE = DecoderShape.TINY;
    private static final MadeUpVocabulary VOCABULARY = new MadeUpVocabulary(SHAPE.vocabulary());
    private static final Precision FULL = new Precision.Float32();

    @TempDir
    Path home;

    /** Its tokens are bytes; a model that counts is nearly sure of each. */
    @Test
    void aTextThatAModelExpectsHasAPerplexityOfOne() throws Exception {
        Path counts = folder("counts", new SuccessionWeights(SHAPE, VOCABULARY, 1), FULL);
        TextComparison same = TextComparison.of(counts, counts, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
        assertEquals(25, same.tokens());
        assertEquals(25, same.sameChoices());
        assertEquals(1, same.perplexity(), 0.01);
        assertEquals(same.perplexity(), same.unrounded());
        assertTrue(TextComparison.of(counts, counts, "QAZWSXEDC").perplexity() > 1000);
    }

    @Test
    void roundingCostsChoicesAndMoreBitsCostFewer() throws Exception {
        Weights weights = new RandomWeights(SHAPE, VOCABULARY, 1);
        Path full = folder("full", weights, FULL);
        String text = "What is rounded to fewer bits errs more often. ".repeat(30);
        TextComparison eight = TextComparison.of(folder("8", weights, new Precision.Blockwise(8, 32)), full, text);
        TextComparison four = TextComparison.of(folder("4", weights, new Precision.Blockwise(4, 128)), full, text);
        assertTrue(eight.tokens() > 1024, "more than two windows");
        assertTrue(eight.sameChoices() > 0.95 * eight.tokens(), () -> "eight bits: " + eight);
        assertTrue(four.sameChoices() < eight.sameChoices(), () -> four + " and " + eight);
        assertEquals(four.unrounded(), eight.unrounded());
    }

    @Test
    void aTextOfOneTokenIsRefused() throws Exception {
        Path full = folder("full", new RandomWeights(SHAPE, VOCABULARY, 1), FULL);
        assertThrows(ModelLoadException.class, () -> TextComparison.of(full, full, "a"));
    }

    private Path folder(String name, Weights weights, Precision precision) throws IOException {
        Path folder = home.resolve(name);
        new DecoderFolder(SHAPE, DecoderLayout.of(precision)).write(folder, weights, VOCABULARY, Progress.NONE);
        return folder;
    }
}
