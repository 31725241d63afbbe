package dev.freehold.inference.decoder;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decodes with graphs of plain operators, which give keys and values back in new memory: what one run gives is what the
 * next takes. Every row is a run of its own, as the graph would need rows of equal length.
 */
final class HandOverDecoder implements Decoder {
    private final OrtEnvironment environment = OnnxRuntime.environment();
    private final OrtSession session;
    private final GraphSignature graph;
    private final int capacity;
    private final int[] lengths;
    private final List<OrtSession.@Nullable Result> rows;
    private final OnnxTensor empty;
    private final StepInputs inputs;
    private final Logits logits;
    private final RunControl control;
    private volatile long runNanos;

    HandOverDecoder(OrtSession session, GraphSignature graph, int rows, int capacity) throws OrtException {
        this.session = session;
        this.graph = graph;
        this.capacity = capacity;
        this.lengths = new int[rows];
        this.rows = new ArrayList<>(Collections.nCopies(rows, null));
        this.inputs = new StepInputs(environment, graph);
        this.logits = new Logits(graph.vocabulary(), graph.logitsType());
        this.control = new RunControl();
        this.empty = OnnxTensor.createTensor(
                environment,
                ByteBuffer.allocateDirect(0).order(ByteOrder.nativeOrder()),
                new long[] {1, graph.heads(), 0, graph.headSize()},
                graph.cacheType());
    }

    @Override
    public int rows() {
        return lengths.length;
    }

    @Override
    public int rowCapacity() {
        return capacity;
    }

    @Override
    public int vocabulary() {
        return graph.vocabulary();
    }

    @Override
    public long bytes(int tokens) {
        return KeyValueCache.bytes(graph, tokens);
    }

    @Override
    public boolean givesManyLogits() {
        return false;
    }

    @Override
    public Optional<KeyValueCache> memory() {
        return Optional.empty();
    }

    @Override
    public int length(int row) {
        return lengths[row];
    }

    @Override
    public void setLength(int row, int tokens) {
        throw new UnsupportedOperationException("keys and values belong to the graph");
    }

    @Override
    public void begin(int firstRow, List<int[]> prompts, float[][] logits) {
        throw new UnsupportedOperationException("every row is a run of its own");
    }

    @Override
    public void verify(int row, int[] tokens, int count, float[][] logits) {
        throw new UnsupportedOperationException("what a run has appended stays");
    }

    @Override
    public void append(int row, int[] tokens, int from, int to, float[] target) throws OrtException {
        Map<String, OnnxTensor> own = inputs.ofChunk(tokens, from, to, lengths[row], 1);
        try {
            OrtSession.Result before = rows.get(row);
            long start = System.nanoTime();
            OrtSession.Result after = session.run(withPast(own, before), control.options());
            countTime(System.nanoTime() - start);
            rows.set(row, after);
            if (before != null) {
                before.close();
            }
            lengths[row] += to - from;
            readLast(after, target);
        } finally {
            own.values().forEach(OnnxTensor::close);
        }
    }

    @Override
    public void step(int[] tokens, int count, float[][] targets) throws OrtException {
        for (int row = 0; row < count; row++) {
            append(row, tokens, row, row + 1, targets[row]);
        }
    }

    @Override
    public void move(int from, int to) {
        clear(to);
        rows.set(to, rows.set(from, null));
        lengths[to] = lengths[from];
        lengths[from] = 0;
    }

    @Override
    public void swap(int one, int other) {
        Collections.swap(rows, one, other);
        int length = lengths[one];
        lengths[one] = lengths[other];
        lengths[other] = length;
    }

    @Override
    public void clear(int row) {
        OrtSession.Result before = rows.set(row, null);
        if (before != null) {
            before.close();
        }
        lengths[row] = 0;
    }

    @Override
    public long runNanos() {
        return runNanos;
    }

    @Override
    public void terminate() {
        control.terminate();
    }

    @Override
    public void close() {
        for (int row = 0; row < lengths.length; row++) {
            clear(row);
        }
        empty.close();
        control.close();
    }

    private Map<String, OnnxTensorLike> withPast(Map<String, OnnxTensor> own, OrtSession.@Nullable Result before) {
        Map<String, OnnxTensorLike> all = new HashMap<>(own);
        for (GraphSignature.CacheNames cache : graph.caches()) {
            all.put(cache.past(), before == null ? empty : tensor(before, cache.present()));
        }
        return all;
    }

    private void readLast(OrtSession.Result result, float[] target) {
        OnnxTensor all = tensor(result, graph.names().logits());
        int last = Math.toIntExact(all.getInfo().getShape()[1]) - 1;
        logits.read(all.getByteBuffer().order(ByteOrder.nativeOrder()), last, target);
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
    private void countTime(long nanos) {
        runNanos += nanos;
    }

    private static OnnxTensor tensor(OrtSession.Result result, String name) {
        return (OnnxTensor) result.get(name).orElseThrow();
    }
}
