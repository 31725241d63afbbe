package dev.freehold.inference.decoder;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.bench.builder.DecoderFolder;
import dev.freehold.bench.builder.DecoderShape;
import dev.freehold.bench.builder.MadeUpVocabulary;
import dev.freehold.bench.builder.RandomWeights;
import dev.freehold.builder.DecoderLayout;
import dev.freehold.builder.DecoderLayout.EmbeddingType;
import dev.freehold.builder.DecoderLayout.LogitsScope;
import dev.freehold.builder.Precision;
import dev.freehold.builder.Progress;
import dev.freehold.core.ModelId;
import dev.freehold.inference.sampling.Candidates;
import dev.freehold.registry.ModelFolder;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Where weights are quantised, a run of several tokens rounds differently from a run of one. Verifying drafts may then choose another
 * token only where the two likeliest were closer than that rounding, which is small and so seldom chooses.
 */
class QuantisedDraftsTest {
    private static final DecoderShape SHAPE = DecoderShape.TINY;
    private static final int TOKENS = 600;
    private static final int DRAFT = 7;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"4, 32", "4, 64", "8, 32"})
    void roundsALittleAndSeldomChoosesAnotherToken(int bits, int block) throws Exception {
        try (Decoder decoder = decoder(bits, block)) {
            float[][] alone = new float[TOKENS][SHAPE.vocabulary()];
            int[] tokens = write(decoder, alone);
            float[][] verified = verify(decoder, tokens);
            int others = 0;
            for (int i = 0; i < TOKENS; i++) {
                int chosen = Candidates.likeliest(alone[i]);
                int other = Candidates.likeliest(verified[i]);
                float rounding = difference(alone[i], verified[i]);
                assertTrue(rounding <= 0.05f * spread(alone[i]), "token " + i + " rounds by " + rounding);
                others += chosen == other ? 0 : 1;
            }
            assertTrue(others <= TOKENS / 50, others + " tokens were so close that rounding chose");
        }
    }

    /** From the least to the greatest. */
    private static float spread(float[] logits) {
        float least = Float.MAX_VALUE;
        float greatest = -Float.MAX_VALUE;
        for (float logit : logits) {
            least = Math.min(least, logit);
            greatest = Math.max(greatest, logit);
        }
        return greatest - least;
    }

    /** Greedily, one token a run; keeps the logits after each. */
    private static int[] write(Decoder decoder, float[][] logits) throws Exception {
        int[] tokens = new int[TOKENS + 1];
        tokens[0] = 65;
        decoder.clear(0);
        for (int i = 0; i < TOKENS; i++) {
            decoder.step(new int[] {tokens[i]}, 1, new float[][] {logits[i]});
            tokens[i + 1] = Candidates.likeliest(logits[i]);
        }
        return tokens;
    }

    /** The same tokens as drafts. */
    private static float[][] verify(Decoder decoder, int[] tokens) throws Exception {
        float[][] logits = new float[TOKENS][decoder.vocabulary()];
        decoder.clear(0);
        for (int from = 0; from < TOKENS; from += DRAFT) {
            int count = Math.min(DRAFT, TOKENS - from);
            float[][] part = new float[count][];
            System.arraycopy(logits, from, part, 0, count);
            int[] draft = new int[count];
            System.arraycopy(tokens, from, draft, 0, count);
            decoder.verify(0, draft, count, part);
        }
        return logits;
    }

    private Decoder decoder(int bits, int block) throws Exception {
        DecoderLayout layout =
                new DecoderLayout(new Precision.Blockwise(bits, block), LogitsScope.LAST, EmbeddingType.FP16);
        MadeUpVocabulary vocabulary = new MadeUpVocabulary(SHAPE.vocabulary());
        new DecoderFolder(SHAPE, layout)
                .write(folder, new RandomWeights(SHAPE, vocabulary, 1), vocabulary, Progress.NONE);
        return ModelFixture.decoder(
                new ModelFolder(
                        new ModelId("built"),
                        folder,
                        ModelFolder.Kind.GENERATOR,
                        ModelFolder.Layout.OPTIMUM,
                        folder.resolve("model.onnx"),
                        "sha256:" + "0".repeat(64)),
                1);
    }

    private static float difference(float[] one, float[] other) {
        float largest = 0;
        for (int i = 0; i < one.length; i++) {
            largest = Math.max(largest, Math.abs(one[i] - other[i]));
        }
        return largest;
    }
}
