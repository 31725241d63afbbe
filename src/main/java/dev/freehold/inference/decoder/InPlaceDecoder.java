package dev.freehold.inference.decoder;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decodes with graphs that append keys and values in place: past and present are the same memory. One run writes one
 * token of many rows. Rows are padded on the right, as the attention kernel counts the mask and does not read it.
 */
final class InPlaceDecoder implements Decoder {
    private final OrtEnvironment environment = OnnxRuntime.environment();
    private final OrtSession session;
    private final GraphSignature graph;
    private final KeyValueCache cache;
    private final int capacity;
    private final int[] lengths;
    private final List<List<OnnxTensor>> firstRows = new ArrayList<>();
    private final List<List<OnnxTensor>> singleRows = new ArrayList<>();
    private final List<GraphSignature.CacheNames> names;
    private final StepInputs inputs;
    private final Logits logits;
    private final AnonymousMemory logitsMemory;
    private final RunControl control;
    private final int chunk;
    /** Whether the graph gives logits for the last position of a chunk only; unknown until the first chunk ran. */
    private boolean prunes;

    private boolean knowsPruning;

    InPlaceDecoder(OrtSession session, GraphSignature graph, int rows, int capacity, int chunk) throws OrtException {
        this.session = session;
        this.graph = graph;
        this.capacity = capacity;
        this.chunk = chunk;
        this.names = graph.caches();
        this.lengths = new int[rows];
        this.inputs = new StepInputs(environment, graph);
        this.logits = new Logits(graph.vocabulary(), graph.logitsType());
        this.logitsMemory = AnonymousMemory.reserve(Math.max(rows, chunk) * logits.rowBytes());
        this.control = new RunControl();
        this.cache = new KeyValueCache(graph, rows, capacity);
        for (int row = 0; row < rows; row++) {
            firstRows.add(cache.view(environment, 0, row + 1));
            singleRows.add(row == 0 ? firstRows.getFirst() : cache.view(environment, row, 1));
        }
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
    public void append(int row, int[] tokens, int from, int to, float[] target) throws OrtException {
        for (int start = from; start < to; start += chunk) {
            int end = Math.min(to, start + chunk);
            Map<String, OnnxTensor> own = inputs.ofChunk(tokens, start, end, lengths[row]);
            try {
                runChunk(own, singleRows.get(row), end - start, target);
            } finally {
                own.values().forEach(OnnxTensor::close);
            }
            lengths[row] += end - start;
        }
    }

    @Override
    public void step(int[] tokens, int count, float[][] targets) throws OrtException {
        Map<String, OnnxTensor> own = inputs.ofStep(tokens, lengths, count);
        try {
            ByteBuffer buffer = run(own, firstRows.get(count - 1), new long[] {count, 1, graph.vocabulary()});
            for (int row = 0; row < count; row++) {
                logits.read(buffer, row, targets[row]);
                lengths[row]++;
            }
        } finally {
            own.values().forEach(OnnxTensor::close);
        }
    }

    @Override
    public void move(int from, int to) {
        cache.copy(from, to, lengths[from]);
        lengths[to] = lengths[from];
        lengths[from] = 0;
    }

    @Override
    public void clear(int row) {
        lengths[row] = 0;
    }

    @Override
    public void terminate() {
        control.terminate();
    }

    @Override
    public void close() {
        firstRows.forEach(view -> view.forEach(OnnxTensor::close));
        singleRows.stream().skip(1).forEach(view -> view.forEach(OnnxTensor::close));
        control.close();
        cache.close();
        logitsMemory.close();
    }

    private void runChunk(Map<String, OnnxTensor> own, List<OnnxTensor> view, int count, float[] target)
            throws OrtException {
        if (count > 1 && !knowsPruning) {
            learnPruning(own, view, count, target);
            return;
        }
        int positions = prunes ? 1 : count;
        logits.read(run(own, view, new long[] {1, positions, graph.vocabulary()}), positions - 1, target);
    }

    private void learnPruning(Map<String, OnnxTensor> own, List<OnnxTensor> view, int count, float[] target)
            throws OrtException {
        Map<String, OnnxTensor> all = new HashMap<>(own);
        Map<String, OnnxTensor> presents = bindCaches(all, view);
        Set<String> wanted = Set.of(graph.names().logits());
        try (OrtSession.Result result = session.run(all, wanted, presents, control.options())) {
            OnnxTensor every = (OnnxTensor) result.get(graph.names().logits()).orElseThrow();
            int positions = Math.toIntExact(every.getInfo().getShape()[1]);
            prunes = positions < count;
            knowsPruning = true;
            logits.read(every.getByteBuffer().order(ByteOrder.nativeOrder()), positions - 1, target);
        }
    }

    /** Runs with everything bound, logits included, and gives them back. */
    private ByteBuffer run(Map<String, OnnxTensor> own, List<OnnxTensor> view, long[] shape) throws OrtException {
        Map<String, OnnxTensor> all = new HashMap<>(own);
        Map<String, OnnxTensor> pinned = bindCaches(all, view);
        MemorySegment memory = logitsMemory.segment().asSlice(0, shape[0] * shape[1] * logits.rowBytes());
        ByteBuffer buffer = memory.asByteBuffer().order(ByteOrder.nativeOrder());
        try (OnnxTensor target = OnnxTensor.createTensor(environment, buffer, shape, graph.logitsType())) {
            pinned.put(graph.names().logits(), target);
            session.run(all, Set.of(), pinned, control.options()).close();
        }
        return buffer;
    }

    private Map<String, OnnxTensor> bindCaches(Map<String, OnnxTensor> all, List<OnnxTensor> view) {
        Map<String, OnnxTensor> pinned = new HashMap<>();
        for (int i = 0; i < view.size(); i++) {
            all.put(names.get(i).past(), view.get(i));
            pinned.put(names.get(i).present(), view.get(i));
        }
        return pinned;
    }
}
