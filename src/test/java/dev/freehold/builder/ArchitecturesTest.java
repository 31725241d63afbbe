package dev.freehold.builder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.builder.checkpoint.Unbuildable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What is built computes what the papers say, whichever architecture it is of. */
class ArchitecturesTest {
    private final int[] text = new SplittableRandom(3).ints(40, 0, 320).toArray();

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> inFullTheLogitsAreThoseOfThePapers() {
        return TinyConfigs.all().entrySet().stream()
                .map(each -> DynamicTest.dynamicTest(each.getKey(), () -> {
                    ObjectNode config = each.getValue();
                    MadeUpCheckpoint weights = new MadeUpCheckpoint(config);
                    double[] expected = new PaperDecoder(config, weights).logits(text);
                    float[] logits = built(config, weights, new Precision.Float32());
                    double spread = spread(expected);
                    assertTrue(spread > 0.3, () -> "logits are flat: " + spread);
                    for (int i = 0; i < expected.length; i++) {
                        assertEquals(expected[i], logits[i], 1e-4, "logit " + i);
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> roundedTheyStayClose() {
        record Rounded(Precision precision, double least) {}
        return Stream.of(
                        new Rounded(new Precision.Float16(), 0.99999),
                        new Rounded(new Precision.Blockwise(8, 32), 0.999),
                        new Rounded(new Precision.Blockwise(8, 128), 0.999),
                        new Rounded(new Precision.Blockwise(4, 32), 0.97),
                        new Rounded(new Precision.Blockwise(4, 64), 0.96),
                        new Rounded(new Precision.Blockwise(4, 128), 0.95))
                .map(each -> DynamicTest.dynamicTest(each.precision().toString(), () -> {
                    ObjectNode config = TinyConfigs.of("Qwen 3");
                    MadeUpCheckpoint weights = new MadeUpCheckpoint(config);
                    double[] expected = new PaperDecoder(config, weights).logits(text);
                    double alike = correlation(expected, built(config, weights, each.precision()));
                    assertTrue(alike > each.least(), () -> "correlation " + alike);
                }));
    }

    @Test
    void anUnknownArchitectureIsRefusedByNameWithThoseThatAreKnown() {
        ObjectNode config = TinyConfigs.with("{\"architectures\": [\"MambaForCausalLM\"]}");
        String reason = assertThrows(Unbuildable.class, () -> Architectures.of(new ModelConfig(config)))
                .reason();
        assertTrue(reason.contains("MambaForCausalLM"), reason);
        assertTrue(reason.contains("LlamaForCausalLM, MPNetForSequenceClassification"), reason);
    }

    @Test
    void anUnknownStretchingOfPositionsIsRefusedByName() {
        ObjectNode config = TinyConfigs.with("{\"rope_scaling\": {\"type\": \"dynamic\", \"factor\": 2.0}}");
        String reason = assertThrows(Unbuildable.class, () -> new Llama(new ModelConfig(config)).rotation(0))
                .reason();
        assertTrue(reason.contains("dynamic"), reason);
    }

    @Test
    void newerConfigurationsSayTheSameInOneObject() {
        Llama older = (Llama) Architectures.of(new ModelConfig(TinyConfigs.of("Llama 3.1")));
        ObjectNode config = TinyConfigs.with("""
                {"rope_theta": null, "rope_parameters": {"rope_type": "llama3", "factor": 8.0, "low_freq_factor": 1.0,
                 "high_freq_factor": 4.0, "original_max_position_embeddings": 32, "rope_theta": 500000.0}}""");
        assertEquals(older.rotation(0), new Llama(new ModelConfig(config)).rotation(0));
        Llama gemma = (Llama) Architectures.of(new ModelConfig(TinyConfigs.of("Gemma 3")));
        ObjectNode nested = TinyConfigs.of("Gemma 3");
        nested.setAll(TinyConfigs.with("""
                {"architectures": ["Gemma3ForCausalLM"], "rope_scaling": null, "rope_parameters":
                 {"sliding_attention": {"rope_type": "default", "rope_theta": 10000.0},
                  "full_attention": {"rope_type": "linear", "factor": 8.0, "rope_theta": 1000000.0}}}"""));
        Llama newer = (Llama) Architectures.of(new ModelConfig(nested));
        assertEquals(gemma.rotation(0), newer.rotation(0));
        assertEquals(gemma.rotation(5), newer.rotation(5));
    }

    /** Reads most of the text at once and the rest token by token. */
    private float[] built(ObjectNode config, MadeUpCheckpoint weights, Precision precision) throws Exception {
        Path own = Files.createTempDirectory(folder, "model");
        GraphFiles.plan("tiny", config, DecoderLayout.of(precision), weights).write(own, Progress.NONE);
        try (GraphRun run = new GraphRun(own)) {
            return run.logits(text.length - 3, text);
        }
    }

    private static double spread(double[] values) {
        double mean = Stream.of(values)
                .flatMapToDouble(java.util.Arrays::stream)
                .average()
                .orElseThrow();
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean) / values.length;
        }
        return Math.sqrt(squares);
    }

    private static double correlation(double[] expected, float[] given) {
        double mixed = 0;
        double ours = 0;
        double theirs = 0;
        for (int i = 0; i < given.length; i++) {
            mixed += expected[i] * given[i];
            ours += expected[i] * expected[i];
            theirs += given[i] * given[i];
        }
        return mixed / Math.sqrt(ours * theirs);
    }
}
