package dev.freehold.inference.decoder;

import static dev.freehold.inference.decoder.OnnxGraph.FLOAT;
import static dev.freehold.inference.decoder.OnnxGraph.INT64;
import static dev.freehold.inference.decoder.TinyLlama.Trait.BYTE_CACHE;
import static dev.freehold.inference.decoder.TinyLlama.Trait.COUNTING;
import static dev.freehold.inference.decoder.TinyLlama.Trait.HALF_CACHE;
import static dev.freehold.inference.decoder.TinyLlama.Trait.IN_PLACE;
import static dev.freehold.inference.decoder.TinyLlama.Trait.KEEPING;
import static dev.freehold.inference.decoder.TinyLlama.Trait.MERGED;
import static dev.freehold.inference.decoder.TinyLlama.Trait.NARROW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxJavaType;
import dev.freehold.inference.ModelLoadException;
import dev.freehold.inference.decoder.TinyLlama.Trait;
import dev.freehold.registry.ModelFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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

    private record Layout(float tolerance, List<Trait> traits) {
        static Layout of(float tolerance, Trait... traits) {
            return new Layout(tolerance, List.of(traits));
        }
    }

    private static final List<Layout> LAYOUTS = List.of(
            Layout.of(1e-4f, IN_PLACE),
            Layout.of(1e-4f, COUNTING),
            Layout.of(1e-4f, KEEPING),
            Layout.of(1e-4f, IN_PLACE, KEEPING),
            Layout.of(1e-4f, NARROW, KEEPING),
            Layout.of(1e-4f, MERGED, COUNTING),
            Layout.of(1e-2f, HALF_CACHE),
            Layout.of(1e-2f, HALF_CACHE, MERGED),
            Layout.of(1e-2f, IN_PLACE, HALF_CACHE),
            Layout.of(0.1f, IN_PLACE, BYTE_CACHE));

    @TestFactory
    Stream<DynamicTest> givesTheSameLogits() throws Exception {
        float[] expected = logits(TinyModel.plain(folder));
        float scale = 0;
        for (float logit : expected) {
            scale = Math.max(scale, Math.abs(logit));
        }
        float unit = scale;
        return LAYOUTS.stream()
                .map(layout -> DynamicTest.dynamicTest(layout.traits().toString(), () -> {
                    float[] actual = logits(TinyModel.of(folder, layout.traits().toArray(new Trait[0])));
                    float difference = 0;
                    for (int i = 0; i < expected.length; i++) {
                        difference = Math.max(difference, Math.abs(expected[i] - actual[i]));
                    }
                    assertTrue(difference <= layout.tolerance() * unit, difference + " of " + unit);
                }));
    }

    @Test
    void writesInPlaceWhateverTheSizeOfANumber() throws Exception {
        for (Trait size : List.of(HALF_CACHE, BYTE_CACHE)) {
            try (Decoder decoder = ModelFixture.decoder(TinyModel.of(folder, IN_PLACE, size), 4)) {
                assertInstanceOf(InPlaceDecoder.class, decoder);
            }
        }
    }

    @Test
    void refusesLayersThatDiffer() throws Exception {
        OnnxGraph graph = new OnnxGraph();
        graph.input("input_ids", INT64, -1, -1);
        graph.input("attention_mask", INT64, -1, -1);
        String[] caches = {"0.key", "0.value", "1.key", "1.value"};
        for (String cache : caches) {
            int heads = cache.equals("1.value") ? 3 : 2;
            graph.input("past_key_values." + cache, FLOAT, -1, heads, -1, 16);
            graph.output("present." + cache, FLOAT, -1, heads, -1, 16);
            graph.node("", "Identity", Map.of(), List.of("past_key_values." + cache), List.of("present." + cache));
        }
        graph.output("logits", FLOAT, -1, -1, 1);
        String each = graph.node("Unsqueeze", "input_ids", graph.longs(2));
        graph.node("", "Cast", Map.of("to", FLOAT), List.of(each), List.of("logits"));
        ModelFolder model = TinyModel.plain(folder);
        Files.write(model.graph(), graph.toBytes());
        ModelLoadException refused = assertThrows(ModelLoadException.class, () -> open(model));
        assertTrue(String.valueOf(refused.getMessage()).contains("past_key_values.1.value"), refused.getMessage());
    }

    @Test
    void knowsTheSizeOfItsKeysAndValues() throws Exception {
        long numbers = 2 * 16;
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
        return OpenGraph.open(model.graph(), ModelFactsReader.read(model), Compute.cpu(1), false);
    }
}
