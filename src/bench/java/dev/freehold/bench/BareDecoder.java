package dev.freehold.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.freehold.bench.builder.DecoderShape;
import dev.freehold.inference.NativeRuntime;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * ONNX Runtime driven by nothing but a loop: keys and values stay where they are, the likeliest token is taken, and nobody
 * is asked who is calling. What a gateway adds is measured against this.
 */
public final class BareDecoder implements AutoCloseable {
    private final OrtEnvironment environment = NativeRuntime.start(OrtEnvironment::getEnvironment);
    private final OrtSession session;
    private final BareCache cache;
    private final int vocabulary;
    private final int[] lengths;
    private final LongBuffer ids;
    private final LongBuffer mask;
    private final FloatBuffer logits;
    private final float[] row;

    /** Which rows of the caches a run works on, as its inputs and outputs. */
    private record Rows(Map<String, OnnxTensor> inputs, Map<String, OnnxTensor> outputs) {}

    private final List<Rows> firstRows = new ArrayList<>();
    private final List<Rows> singleRows = new ArrayList<>();

    /**
     * @param graph one that gives logits for the last position only
     * @param capacity tokens that each row can hold
     */
    public BareDecoder(Path graph, DecoderShape shape, int rows, int capacity, int threads) throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            session = environment.createSession(graph.toString(), options);
        }
        cache = new BareCache(environment, shape, rows, capacity);
        vocabulary = shape.vocabulary();
        lengths = new int[rows];
        ids = longs(Math.max(rows, capacity));
        mask = longs(rows * capacity);
        logits = direct((long) rows * vocabulary * Float.BYTES).asFloatBuffer();
        row = new float[vocabulary];
        for (int i = 0; i < rows; i++) {
            firstRows.add(rows(0, i + 1));
            singleRows.add(i == 0 ? firstRows.getFirst() : rows(i, 1));
        }
    }

    /** Reads a prompt into an empty row, so many tokens in one run, and gives the token that follows it. */
    public int read(int target, int[] prompt, int chunk) throws OrtException {
        lengths[target] = 0;
        for (int from = 0; from < prompt.length; from += chunk) {
            int count = Math.min(chunk, prompt.length - from);
            int total = from + count;
            for (int i = 0; i < count; i++) {
                ids.put(i, prompt[from + i]);
            }
            for (int i = 0; i < total; i++) {
                mask.put(i, 1);
            }
            run(singleRows.get(target), 1, count, total);
        }
        lengths[target] = prompt.length;
        return likeliest(0);
    }

    /** Appends its token to each of the first rows, and puts the token that follows in its place. */
    public void step(int[] tokens) throws OrtException {
        int longest = 0;
        for (int i = 0; i < tokens.length; i++) {
            ids.put(i, tokens[i]);
            longest = Math.max(longest, ++lengths[i]);
        }
        for (int i = 0; i < tokens.length; i++) {
            for (int position = 0; position < longest; position++) {
                mask.put(i * longest + position, position < lengths[i] ? 1 : 0);
            }
        }
        run(firstRows.get(tokens.length - 1), tokens.length, 1, longest);
        for (int i = 0; i < tokens.length; i++) {
            tokens[i] = likeliest(i);
        }
    }

    /** The logits of the last run, which later runs overwrite. */
    public float[] logits(int index) {
        logits.get(index * vocabulary, row);
        return row;
    }

    private void run(Rows rows, int count, int tokens, int total) throws OrtException {
        try (OnnxTensor idTensor = tensor(ids, count, tokens);
                OnnxTensor maskTensor = tensor(mask, count, total)) {
            rows.inputs().put("input_ids", idTensor);
            rows.inputs().put("attention_mask", maskTensor);
            session.run(rows.inputs(), Set.of(), rows.outputs()).close();
        }
    }

    private OnnxTensor tensor(LongBuffer buffer, int rows, int columns) throws OrtException {
        return OnnxTensor.createTensor(environment, buffer.slice(0, rows * columns), new long[] {rows, columns});
    }

    private int likeliest(int index) {
        float[] values = logits(index);
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            if (values[i] > values[best]) {
                best = i;
            }
        }
        return best;
    }

    private Rows rows(int first, int count) throws OrtException {
        Map<String, OnnxTensor> inputs = new HashMap<>();
        Map<String, OnnxTensor> outputs = new HashMap<>();
        cache.bind(first, count, inputs, outputs);
        FloatBuffer target = logits.slice(0, count * vocabulary);
        outputs.put("logits", OnnxTensor.createTensor(environment, target, new long[] {count, 1, vocabulary}));
        return new Rows(inputs, outputs);
    }

    private static LongBuffer longs(int count) {
        return direct((long) count * Long.BYTES).asLongBuffer();
    }

    private static ByteBuffer direct(long bytes) {
        return ByteBuffer.allocateDirect(Math.toIntExact(bytes)).order(ByteOrder.nativeOrder());
    }

    @Override
    public void close() throws OrtException {
        firstRows.forEach(rows -> rows.outputs().values().forEach(OnnxTensor::close));
        singleRows.stream().skip(1).forEach(rows -> rows.outputs().values().forEach(OnnxTensor::close));
        session.close();
        cache.close();
    }
}
