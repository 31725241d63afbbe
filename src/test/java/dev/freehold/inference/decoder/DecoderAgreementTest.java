package dev.freehold.inference.decoder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.freehold.inference.sampling.Candidates;
import dev.freehold.registry.ModelFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecoderAgreementTest {
    private static final int[] PROMPT =
            "the quick brown fox jumps over the lazy dog".chars().toArray();

    @TempDir
    Path folder;

    @Test
    void writesInPlaceWhereTheGraphCan() throws Exception {
        assertInstanceOf(InPlaceDecoder.class, choose(TinyModel.inPlace(folder)).decoder());
    }

    @Test
    void handsOverWhereTheGraphConcatenates() throws Exception {
        DecoderFactory.Choice choice = choose(TinyModel.plain(folder));
        assertInstanceOf(HandOverDecoder.class, choice.decoder());
        assertEquals(16, choice.chunk(), "reads prompts in chunks");
    }

    @Test
    void bothLayoutsOfTheSameWeightsWriteTheSame() throws Exception {
        List<Integer> inPlace = greedy(choose(TinyModel.inPlace(folder)).decoder(), 0, 200);
        List<Integer> plain = greedy(choose(TinyModel.plain(folder)).decoder(), 0, 200);
        assertEquals(plain, inPlace);
    }

    @Test
    void chunksOfAnySizeReadTheSame() throws Exception {
        Decoder decoder = choose(TinyModel.inPlace(folder)).decoder();
        List<Integer> whole = greedy(decoder, 0, 40);
        for (int chunk : new int[] {1, 3, 7, 40}) {
            assertEquals(whole, greedy(decoder, chunk, 40), "chunks of " + chunk);
        }
    }

    @Test
    void aMovedRowGoesOn() throws Exception {
        for (ModelFolder model : List.of(TinyModel.inPlace(folder), TinyModel.plain(folder))) {
            Decoder decoder = choose(model).decoder();
            float[] logits = new float[decoder.vocabulary()];
            decoder.append(0, PROMPT, 0, PROMPT.length, logits);
            decoder.append(0, PROMPT, 0, 1, logits);
            float[] moved = new float[decoder.vocabulary()];
            decoder.append(1, PROMPT, 0, PROMPT.length, moved);
            decoder.move(1, 0);
            decoder.append(0, PROMPT, 0, 1, moved);
            assertEquals(Candidates.likeliest(logits), Candidates.likeliest(moved));
            decoder.close();
        }
    }

    /** @param chunk tokens of the prompt in one run, 0 for all */
    private static List<Integer> greedy(Decoder decoder, int chunk, int count) throws Exception {
        float[][] logits = new float[1][decoder.vocabulary()];
        decoder.clear(0);
        int size = chunk == 0 ? PROMPT.length : chunk;
        for (int from = 0; from < PROMPT.length; from += size) {
            decoder.append(0, PROMPT, from, Math.min(PROMPT.length, from + size), logits[0]);
        }
        List<Integer> tokens = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            tokens.add(Candidates.likeliest(logits[0]));
            decoder.step(new int[] {tokens.getLast()}, 1, logits);
        }
        return tokens;
    }

    private static DecoderFactory.Choice choose(ModelFolder folder) throws Exception {
        return ModelFixture.choose(folder, 4);
    }
}
