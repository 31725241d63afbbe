package dev.freehold.inference.decoder;

import static dev.freehold.inference.decoder.OnnxGraph.FLOAT;
import static dev.freehold.inference.decoder.OnnxGraph.FLOAT16;
import static dev.freehold.inference.decoder.OnnxGraph.INT64;
import static dev.freehold.inference.decoder.OnnxGraph.UINT8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.freehold.inference.graph.PreparedGraph;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The logits of chosen positions are those that the graph gave for them before. */
class PositionSelectionTest {
    private static final int VOCABULARY = 64;
    private static final int WIDTH = 32;
    private static final long[][] TOKENS = {{3, 1, 4, 1, 5}, {9, 2, 6, 5, 3}};
    private static final String EMBEDDING = "w0";
    private static final float EXACT = 1e-5f;
    private static final float HALF = 5e-3f;
    /** One scale for all positions is another one when there are fewer positions. */
    private static final float DYNAMIC = 0.05f;

    @TempDir
    Path folder;

    private final OrtEnvironment environment = OnnxRuntime.environment();

    /** Makes the logits of {@code hidden} and returns their name. */
    private interface Head {
        String of(OnnxGraph graph, String hidden);
    }

    private record Layout(String name, float tolerance, int type, Head head) {}

    private static final List<Layout> LAYOUTS = List.of(
            new Layout("product", EXACT, FLOAT, (graph, hidden) -> graph.node("MatMul", hidden, matrix(graph))),
            new Layout("bias", EXACT, FLOAT, (graph, hidden) -> {
                String bias = graph.floats(random(VOCABULARY), VOCABULARY);
                return graph.node("Add", graph.node("MatMul", hidden, matrix(graph)), bias);
            }),
            new Layout("last position by Slice", EXACT, FLOAT, (graph, hidden) -> {
                String last =
                        graph.node("Slice", hidden, graph.longs(-1), graph.longs(Integer.MAX_VALUE), graph.longs(1));
                return graph.node("MatMul", last, matrix(graph));
            }),
            new Layout("last position by Gather and Unsqueeze", EXACT, FLOAT, (graph, hidden) -> {
                String last = graph.node("Gather", Map.of("axis", 1), hidden, graph.number(-1));
                return graph.node("MatMul", graph.node("Unsqueeze", last, graph.longs(1)), matrix(graph));
            }),
            new Layout("last position by Gather", EXACT, FLOAT, (graph, hidden) -> {
                String last = graph.node("Gather", Map.of("axis", 1), hidden, graph.longs(-1));
                return graph.node("MatMul", last, matrix(graph));
            }),
            new Layout("number of logits to keep", EXACT, FLOAT, (graph, hidden) -> {
                graph.input("num_logits_to_keep", INT64);
                String from = graph.node("Unsqueeze", graph.node("Neg", "num_logits_to_keep"), graph.longs(0));
                String kept =
                        graph.node("Slice", hidden, from, graph.longs(Long.MAX_VALUE), graph.longs(1), graph.longs(1));
                return graph.node("MatMul", kept, matrix(graph));
            }),
            new Layout("half precision", HALF, FLOAT16, PositionSelectionTest::half),
            new Layout(
                    "half precision, widened",
                    HALF,
                    FLOAT,
                    (graph, hidden) -> graph.node("Cast", Map.of("to", FLOAT), half(graph, hidden))),
            new Layout("half precision after the last position", HALF, FLOAT16, (graph, hidden) -> {
                String last = graph.node("Gather", Map.of("axis", 1), hidden, graph.longs(-1));
                return half(graph, last);
            }),
            new Layout("weights of the embedding", EXACT, FLOAT, (graph, hidden) -> {
                String turned = graph.node("Transpose", Map.of("perm", new int[] {1, 0}), EMBEDDING);
                return graph.node("MatMul", hidden, turned);
            }),
            new Layout("weights of the embedding, flat", EXACT, FLOAT, (graph, hidden) -> {
                String flat = graph.node("Reshape", hidden, graph.longs(-1, WIDTH));
                String product = graph.node("Gemm", Map.of("transB", 1), flat, EMBEDDING);
                String rows = graph.node(
                        "Concat", Map.of("axis", 0), graph.node("Shape", "input_ids"), graph.longs(VOCABULARY));
                return graph.node("Reshape", product, rows);
            }),
            new Layout("soft capping", EXACT, FLOAT, (graph, hidden) -> {
                String product = graph.node("MatMul", hidden, matrix(graph));
                String capped = graph.node("Tanh", graph.node("Div", product, graph.decimal(30)));
                return graph.node("Mul", capped, graph.decimal(30));
            }),
            new Layout("blocks of four bits", EXACT, FLOAT, PositionSelectionTest::blocks),
            new Layout("activations quantised as they come", DYNAMIC, FLOAT, PositionSelectionTest::dynamic));

    @TestFactory
    Stream<DynamicTest> givesTheSameLogits() {
        return LAYOUTS.stream().map(layout -> DynamicTest.dynamicTest(layout.name(), () -> compare(layout)));
    }

    private void compare(Layout layout) throws Exception {
        byte[] model = model(layout.head(), layout.type());
        float[][] all = all(model);
        try (OrtSession selecting = open(model, true)) {
            assertFalse(selecting.getInputInfo().containsKey("num_logits_to_keep"));
            // Pruned graphs know the last position of each row only.
            long[] positions = all.length == 10 ? new long[] {9, 0, 4, 4} : new long[] {4, 9};
            float[][] some = run(selecting, positions);
            assertEquals(positions.length, some.length);
            for (int i = 0; i < positions.length; i++) {
                int expected = all.length == 10 ? Math.toIntExact(positions[i]) : i;
                assertArrayEquals(all[expected], some[i], layout.tolerance());
            }
            assertEquals(0, run(selecting).length, "none are wanted while a prompt is read");
        }
    }

    @Test
    void leavesAHeadThatMixesPositions() throws Exception {
        for (String operator : List.of("CumSum", "Softmax")) {
            byte[] model = model(
                    (graph, hidden) -> {
                        String product = graph.node("MatMul", hidden, matrix(graph));
                        return operator.equals("CumSum")
                                ? graph.node(operator, product, graph.number(1))
                                : graph.node(operator, Map.of("axis", 1), product);
                    },
                    FLOAT);
            PreparedGraph prepared = prepare(model, true);
            assertFalse(prepared.isEdited());
            assertTrue(
                    prepared.remarks().toString().contains(operator),
                    prepared.remarks().toString());
        }
    }

    @Test
    void leavesAGraphInWhichMoreDependsOnTheNumberOfLogits() throws Exception {
        byte[] model = model(
                (graph, hidden) -> {
                    graph.input("num_logits_to_keep", INT64);
                    graph.output("kept", INT64);
                    graph.node("", "Neg", Map.of(), List.of("num_logits_to_keep"), List.of("kept"));
                    return graph.node("MatMul", hidden, matrix(graph));
                },
                FLOAT);
        assertFalse(prepare(model, true).selectsPositions());
    }

    @Test
    void findsWeightsInTheFolderOfTheGraphAndNowhereElse() throws Exception {
        Path home = Files.createDirectories(folder.resolve("home"));
        for (Path place : List.of(home, folder)) {
            byte[] weights = new byte[WIDTH * VOCABULARY * Float.BYTES];
            Files.write(place.resolve("weights.bin"), weights);
        }
        try (OrtSession session = open(external("weights.bin"), true, home)) {
            assertArrayEquals(new float[VOCABULARY], run(session, 3)[0]);
        }
        OrtException refused = assertThrows(OrtException.class, () -> open(external("../weights.bin"), true, home));
        assertTrue(String.valueOf(refused.getMessage()).contains("escapes"), refused.getMessage());
    }

    private static byte[] external(String location) {
        return model(
                (graph, hidden) -> graph.node("MatMul", hidden, graph.external(location, WIDTH, VOCABULARY)), FLOAT);
    }

    @Test
    void saysWhatItsQuantisationMeans() throws Exception {
        PreparedGraph dynamic = prepare(model(PositionSelectionTest::dynamic, FLOAT), true);
        assertFalse(dynamic.batchInvariant());
        assertTrue(dynamic.remarks().toString().contains("one request at a time"));
        PreparedGraph blocks = prepare(model(PositionSelectionTest::blocks, FLOAT), true);
        assertTrue(blocks.batchInvariant());
        assertTrue(blocks.remarks().toString().contains("blocks of 32"));
        assertFalse(blocks.remarks().toString().contains("accuracy_level"));
        PreparedGraph exact = prepare(model((graph, hidden) -> blocks(graph, hidden, 0), FLOAT), true);
        assertTrue(exact.remarks().toString().contains("accuracy_level"));
        assertEquals(
                List.of(),
                prepare(model((graph, hidden) -> graph.node("MatMul", hidden, matrix(graph)), FLOAT), true)
                        .remarks());
    }

    @Test
    void writesAnUntouchedGraphAsItWas() throws Exception {
        byte[] model = model((graph, hidden) -> graph.node("MatMul", hidden, matrix(graph)), FLOAT);
        assertArrayEquals(all(model), run(OnnxRuntime.environment().createSession(model)));
    }

    private static String half(OnnxGraph graph, String hidden) {
        String narrow = graph.node("Cast", Map.of("to", FLOAT16), hidden);
        return graph.node("MatMul", narrow, graph.halves(random(WIDTH * VOCABULARY), WIDTH, VOCABULARY));
    }

    private static String blocks(OnnxGraph graph, String hidden) {
        return blocks(graph, hidden, 4);
    }

    private static String blocks(OnnxGraph graph, String hidden, int accuracy) {
        byte[] packed = new byte[VOCABULARY * WIDTH / 2];
        new SplittableRandom(5).nextBytes(packed);
        String weights = graph.initializer(UINT8, packed, VOCABULARY, 1, WIDTH / 2);
        String scales = graph.floats(random(VOCABULARY), VOCABULARY);
        graph.node(
                "com.microsoft",
                "MatMulNBits",
                Map.of("K", WIDTH, "N", VOCABULARY, "bits", 4, "block_size", WIDTH, "accuracy_level", accuracy),
                List.of(hidden, weights, scales),
                List.of("product"));
        return "product";
    }

    private static String dynamic(OnnxGraph graph, String hidden) {
        graph.node("", "DynamicQuantizeLinear", Map.of(), List.of(hidden), List.of("narrow", "scale", "zero"));
        byte[] values = new byte[WIDTH * VOCABULARY];
        new SplittableRandom(6).nextBytes(values);
        String weights = graph.initializer(OnnxGraph.INT8, values, WIDTH, VOCABULARY);
        String zero = graph.initializer(OnnxGraph.INT8, new byte[1], 1);
        String product = graph.node("MatMulInteger", "narrow", weights, "zero", zero);
        String scale = graph.node("Mul", "scale", graph.decimal(0.01f));
        return graph.node("Mul", graph.node("Cast", Map.of("to", FLOAT), product), scale);
    }

    private static byte[] model(Head head, int type) {
        OnnxGraph graph = new OnnxGraph();
        graph.input("input_ids", INT64, -1, -1);
        assertEquals(EMBEDDING, graph.floats(random(VOCABULARY * WIDTH), VOCABULARY, WIDTH));
        String hidden = graph.node("Tanh", graph.node("Gather", EMBEDDING, "input_ids"));
        String logits = head.of(graph, hidden);
        graph.output("logits", type, -1, -1, VOCABULARY);
        graph.node("", "Identity", Map.of(), List.of(logits), List.of("logits"));
        return graph.toBytes();
    }

    private static String matrix(OnnxGraph graph) {
        return graph.floats(random(WIDTH * VOCABULARY), WIDTH, VOCABULARY);
    }

    private static float[] random(int count) {
        SplittableRandom random = new SplittableRandom(count);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (random.nextDouble() - 0.5);
        }
        return values;
    }

    private static PreparedGraph prepare(byte[] model, boolean selects) throws Exception {
        return PreparedGraph.of(MemorySegment.ofArray(model), "logits", Set.of("input_ids"), selects);
    }

    private static OrtSession open(byte[] model, boolean selects) throws Exception {
        return open(model, selects, Path.of("."));
    }

    private static OrtSession open(byte[] model, boolean selects, Path weights) throws Exception {
        try (Arena arena = Arena.ofConfined()) {
            PreparedGraph prepared = prepare(model, selects);
            assertEquals(
                    selects, prepared.selectsPositions(), prepared.remarks().toString());
            return OnnxRuntime.open(prepared.bytes(arena), weights, Compute.cpu(1));
        }
    }

    private float[][] all(byte[] model) throws Exception {
        try (OrtSession session = open(model, false)) {
            return run(session);
        }
    }

    private float[][] run(OrtSession session, long... positions) throws Exception {
        Map<String, OnnxTensor> inputs = new HashMap<>();
        inputs.put("input_ids", OnnxTensor.createTensor(environment, TOKENS));
        if (session.getInputInfo().containsKey(PreparedGraph.POSITIONS)) {
            long[] shape = {positions.length};
            inputs.put(
                    PreparedGraph.POSITIONS, OnnxTensor.createTensor(environment, LongBuffer.wrap(positions), shape));
        }
        if (session.getInputInfo().containsKey("num_logits_to_keep")) {
            inputs.put("num_logits_to_keep", OnnxTensor.createTensor(environment, 0L));
        }
        try (OrtSession.Result result = session.run(inputs)) {
            OnnxTensor tensor = (OnnxTensor) result.get("logits").orElseThrow();
            long[] shape = tensor.getInfo().getShape();
            assertEquals(3, shape.length);
            Logits reader = new Logits(VOCABULARY, tensor.getInfo().type);
            float[][] logits = new float[Math.toIntExact(shape[0] * shape[1])][VOCABULARY];
            for (int row = 0; row < logits.length; row++) {
                reader.read(tensor.getByteBuffer().order(ByteOrder.nativeOrder()), row, logits[row]);
            }
            return logits;
        }
    }
}
