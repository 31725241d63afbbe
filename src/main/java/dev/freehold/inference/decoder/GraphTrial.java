package dev.freehold.inference.decoder;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Runs a rewritten graph once, before it is relied upon. */
final class GraphTrial {
    private static final long[] PROMPT = {1, 2, 3};

    private final OrtEnvironment environment = OnnxRuntime.environment();
    private final OrtSession session;
    private final GraphSignature graph;

    GraphTrial(OrtSession session, GraphSignature graph) {
        this.session = session;
        this.graph = graph;
    }

    /** Whether what follows a token leaves its logits alone, within what another order of additions explains. */
    boolean looksBackOnly() throws OrtException {
        float[][] among = logits(PROMPT, 2, 0);
        float[][] alone = logits(new long[] {PROMPT[0]}, 0);
        float scale = 0;
        float difference = 0;
        for (int i = 0; i < graph.vocabulary(); i++) {
            scale = Math.max(scale, Math.abs(alone[0][i]));
            difference = Math.max(difference, Math.abs(alone[0][i] - among[1][i]));
        }
        return difference <= 1e-3f + 0.02f * scale;
    }

    private float[][] logits(long[] tokens, long... positions) throws OrtException {
        Map<String, OnnxTensor> inputs = inputs(tokens, positions);
        Logits reader = new Logits(graph.vocabulary(), graph.logitsType());
        String name = graph.names().logits();
        try (OrtSession.Result result = session.run(inputs, Set.of(name))) {
            OnnxTensor tensor = (OnnxTensor) result.get(name).orElseThrow();
            long[] expected = {1, graph.selectsPositions() ? positions.length : tokens.length, graph.vocabulary()};
            if (!Arrays.equals(expected, tensor.getInfo().getShape())) {
                throw new OrtException("logits have the shape "
                        + Arrays.toString(tensor.getInfo().getShape()));
            }
            float[][] logits = new float[positions.length][graph.vocabulary()];
            ByteBuffer buffer = tensor.getByteBuffer().order(ByteOrder.nativeOrder());
            for (int i = 0; i < positions.length; i++) {
                reader.read(buffer, graph.selectsPositions() ? i : Math.toIntExact(positions[i]), logits[i]);
            }
            return logits;
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    private Map<String, OnnxTensor> inputs(long[] tokens, long[] positions) throws OrtException {
        Map<String, OnnxTensor> inputs = new HashMap<>();
        long[] places = new long[tokens.length];
        Arrays.setAll(places, i -> i);
        long[] ones = new long[tokens.length];
        Arrays.fill(ones, 1);
        inputs.put(graph.names().inputIds(), OnnxTensor.createTensor(environment, new long[][] {tokens}));
        inputs.put(graph.names().attentionMask(), OnnxTensor.createTensor(environment, new long[][] {ones}));
        if (graph.wantsPositions()) {
            inputs.put(graph.names().positionIds(), OnnxTensor.createTensor(environment, new long[][] {places}));
        }
        if (graph.selectsPositions()) {
            inputs.put(GraphSignature.POSITIONS, OnnxTensor.createTensor(environment, positions));
        }
        if (!graph.logitsToKeep().isEmpty()) {
            inputs.put(graph.logitsToKeep(), OnnxTensor.createTensor(environment, (long) tokens.length));
        }
        long[] empty = {1, graph.heads(), 0, graph.headSize()};
        for (GraphSignature.CacheNames cache : graph.caches()) {
            ByteBuffer nothing = ByteBuffer.allocateDirect(0).order(ByteOrder.nativeOrder());
            inputs.put(cache.past(), OnnxTensor.createTensor(environment, nothing, empty, graph.cacheType()));
        }
        return inputs;
    }
}
