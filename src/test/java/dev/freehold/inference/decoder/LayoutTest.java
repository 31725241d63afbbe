package dev.freehold.inference.decoder;

import static dev.freehold.inference.decoder.TinyLlama.Trait.BYTE_CACHE;
import static dev.freehold.inference.decoder.TinyLlama.Trait.COUNTING;
import static dev.freehold.inference.decoder.TinyLlama.Trait.HALF_CACHE;
import static dev.freehold.inference.decoder.TinyLlama.Trait.IN_PLACE;
import static dev.freehold.inference.decoder.TinyLlama.Trait.KEEPING;
import static dev.freehold.inference.decoder.TinyLlama.Trait.MERGED;
import static dev.freehold.inference.decoder.TinyLlama.Trait.NARROW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxJavaType;
import dev.freehold.inference.decoder.TinyLlama.Trait;
import dev.freehold.registry.ModelFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The ways in which exporters write the same model all give the same logits. */
class LayoutTest {
    private static final int[] PROMPT =
            "the quick brown fox jumps over the lazy dog".chars().toArray();

    @TempDir
    Path folder;

    private record Layout(float tolerance, Trait... traits) {}

    private static final List<Layout> LAYOUTS = List.of(
            new Layout(1e-4f, IN_PLACE),
            new Layout(1e-4f, COUNTING),
            new Layout(1e-4f, KEEPING),
            new Layout(1e-4f, IN_PLACE, KEEPING),
            new Layout(1e-4f, NARROW, KEEPING),
            new Layout(1e-4f, MERGED, COUNTING),
            new Layout(1e-2f, HALF_CACHE),
            new Layout(1e-2f, HALF_CACHE, MERGED),
            new Layout(1e-2f, IN_PLACE, HALF_CACHE),
            new Layout(0.1f, IN_PLACE, BYTE_CACHE));

    @TestFactory
    Stream<DynamicTest> givesTheSameLogits() throws Exception {
        float[] expected = logits(TinyModel.plain(folder));
        float scale = 0;
        for (float logit : expected) {
            scale = Math.max(scale, Math.abs(logit));
        }
        float unit = scale;
        return LAYOUTS.stream()
                .map(layout -> DynamicTest.dynamicTest(List.of(layout.traits()).toString(), () -> {
                    float[] actual = logits(TinyModel.of(folder, layout.traits()));
                    float difference = 0;
                    for (int i = 0; i < expected.length; i++) {
                        difference = Math.max(difference, Math.abs(expected[i] - actual[i]));
                    }
                    assertTrue(difference <= layout.tolerance() * unit, difference + " of " + unit);
                }));
    }

    @Test
    void knowsTheSizeOfItsKeysAndValues() throws Exception {
        int numbers = 2 * 16;
        assertEquals(numbers * 4, signature(IN_PLACE).bytesPerToken());
        assertEquals(numbers * 2, signature(IN_PLACE, HALF_CACHE).bytesPerToken());
        assertEquals(numbers, signature(IN_PLACE, BYTE_CACHE).bytesPerToken());
        assertEquals(OnnxJavaType.INT8, signature(IN_PLACE, BYTE_CACHE).cacheType());
    }

    private GraphSignature signature(Trait... traits) throws Exception {
        try (OpenGraph graph = open(TinyModel.of(folder, traits))) {
            return graph.signature();
        }
    }

    private static float[] logits(ModelFolder model) throws Exception {
        try (OpenGraph graph = open(model)) {
            Decoder decoder = new HandOverDecoder(graph.session(), graph.signature(), 1, TinyLlama.CONTEXT);
            float[] logits = new float[TinyLlama.VOCABULARY];
            decoder.append(0, PROMPT, 0, PROMPT.length, logits);
            decoder.append(0, PROMPT, 0, 3, logits);
            decoder.append(0, PROMPT, 3, 4, logits);
            decoder.close();
            return logits;
        }
    }

    private static OpenGraph open(ModelFolder model) throws Exception {
        return OpenGraph.open(model.graph(), ModelFactsReader.read(model), 1, false);
    }
}
