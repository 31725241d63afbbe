package dev.freehold.bench.builder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.freehold.bench.BareDecoder;
import dev.freehold.builder.DecoderLayout;
import dev.freehold.builder.DecoderLayout.EmbeddingType;
import dev.freehold.builder.DecoderLayout.LogitsScope;
import dev.freehold.builder.Precision;
import dev.freehold.builder.Progress;
import dev.freehold.builder.checkpoint.Weights;
import dev.freehold.inference.NativeRuntime;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecoderFolderTest {
    private static final DecoderShape SHAPE = DecoderShape.TINY;
    private static final MadeUpVocabulary VOCABULARY = new MadeUpVocabulary(SHAPE.vocabulary());
    private static final Precision FLOAT = new Precision.Float32();

    @TempDir
    Path folder;

    private final int[] prompt =
            new SplittableRandom(3).ints(40, 0, VOCABULARY.plainTokens()).toArray();

    @Test
    void readingAPromptAtOnceEqualsReadingItTokenByToken() throws Exception {
        try (BareDecoder decoder = decoder(layout(FLOAT))) {
            decoder.read(0, prompt, prompt.length);
            float[] atOnce = decoder.logits(0).clone();
            decoder.read(0, prompt, 1);
            assertArrayEquals(atOnce, decoder.logits(0), 1e-4f);
            decoder.read(0, prompt, 7);
            assertArrayEquals(atOnce, decoder.logits(0), 1e-4f);
        }
    }

    @Test
    void rowsOfABatchAreWrittenAsIfAlone() throws Exception {
        try (BareDecoder decoder = decoder(layout(new Precision.Blockwise(4, 32)))) {
            int[] brief = {5, 6, 7};
            int[] both = {decoder.read(0, prompt, 16), decoder.read(1, brief, 16)};
            int[] first = {both[0]};
            int[] second = {both[1]};
            write(decoder, both);
            decoder.read(0, prompt, 16);
            write(decoder, first);
            decoder.read(0, brief, 16);
            write(decoder, second);
            assertArrayEquals(new int[] {first[0], second[0]}, both);
        }
    }

    private static void write(BareDecoder decoder, int[] tokens) throws OrtException {
        for (int i = 0; i < 8; i++) {
            decoder.step(tokens);
        }
    }

    @Test
    void logitsAreNeitherFlatNorDecidedByOneToken() throws Exception {
        float[] logits = logits(FLOAT);
        double spread = Math.sqrt(covariance(logits, logits));
        assertTrue(spread > 3 && spread < 8, () -> "spread " + spread);
        Set<Integer> followers = new HashSet<>();
        try (BareDecoder decoder = decoder(layout(FLOAT))) {
            for (int token = 0; token < 64; token++) {
                followers.add(decoder.read(0, new int[] {prompt[0], token}, 2));
            }
        }
        assertTrue(followers.size() > 16, () -> "only " + followers);
    }

    @Test
    void countingModelsWriteTheNextToken() throws Exception {
        Weights weights = new SuccessionWeights(SHAPE, VOCABULARY, 1);
        write(layout(new Precision.Blockwise(4, 32)), weights);
        try (BareDecoder decoder = open()) {
            int[] token = {decoder.read(0, new int[] {9, 4, VOCABULARY.plainTokens() - 2}, 3)};
            assertEquals(VOCABULARY.plainTokens() - 1, token[0]);
            for (int expected = 0; expected < 50; expected++) {
                decoder.step(token);
                assertEquals(expected, token[0]);
            }
        }
    }

    @Test
    void logitsAreGivenForThePositionsThatTheLayoutSays() throws Exception {
        assertEquals(1, positions(LogitsScope.LAST, 0));
        assertEquals(5, positions(LogitsScope.ALL, 0));
        assertEquals(5, positions(LogitsScope.KEEP, 0));
        assertEquals(2, positions(LogitsScope.KEEP, 2));
    }

    private long positions(LogitsScope scope, long keep) throws Exception {
        write(new DecoderLayout(FLOAT, scope, EmbeddingType.FP32), random());
        OrtEnvironment environment = NativeRuntime.start(OrtEnvironment::getEnvironment);
        Map<String, OnnxTensor> inputs = new HashMap<>();
        try (OrtSession session =
                environment.createSession(folder.resolve("model.onnx").toString())) {
            for (Map.Entry<String, NodeInfo> input : session.getInputInfo().entrySet()) {
                TensorInfo info = (TensorInfo) input.getValue().getInfo();
                long[] shape = {1, SHAPE.sharedHeads(), 0, SHAPE.headSize()};
                inputs.put(
                        input.getKey(),
                        switch (info.getShape().length) {
                            case 0 -> OnnxTensor.createTensor(environment, keep);
                            case 2 -> OnnxTensor.createTensor(environment, new long[][] {{1, 1, 1, 1, 1}});
                            default -> OnnxTensor.createTensor(environment, FloatBuffer.allocate(0), shape);
                        });
            }
            try (OrtSession.Result result = session.run(inputs, Set.of("logits"))) {
                return ((TensorInfo) result.get("logits").orElseThrow().getInfo()).getShape()[1];
            }
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    private float[] logits(Precision precision) throws IOException, OrtException {
        try (BareDecoder decoder = decoder(layout(precision))) {
            decoder.read(0, prompt, prompt.length);
            return Arrays.copyOf(decoder.logits(0), VOCABULARY.plainTokens());
        }
    }

    private BareDecoder decoder(DecoderLayout layout) throws IOException, OrtException {
        write(layout, random());
        return open();
    }

    private BareDecoder open() throws OrtException {
        return new BareDecoder(folder.resolve("model.onnx"), SHAPE, 2, 128, 1);
    }

    private void write(DecoderLayout layout, Weights weights) throws IOException {
        new DecoderFolder(SHAPE, layout).write(folder, weights, VOCABULARY, Progress.NONE);
    }

    private static Weights random() {
        return new RandomWeights(SHAPE, VOCABULARY, 1);
    }

    private static DecoderLayout layout(Precision precision) {
        return new DecoderLayout(precision, LogitsScope.LAST, EmbeddingType.FP16);
    }

    private static double covariance(float[] a, float[] b) {
        double meanA = 0;
        double meanB = 0;
        for (int i = 0; i < a.length; i++) {
            meanA += a[i] / a.length;
            meanB += b[i] / b.length;
        }
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - meanA) * (b[i] - meanB) / a.length;
        }
        return sum;
    }
}
