package dev.freehold.inference.decoder;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decodes with graphs that append keys and values in place: past and present are the same memory. One run writes one
 * token of many rows. Rows are padded on the right, as the attention kernel counts the mask and does not read it.
 */
final class InPlaceDecoder implements Decoder {
    /** Logits that one run may give when the graph selects positions, besides one for each row. */
    static final int MOST_LOGITS = 16;
    /** Tokens of one run when the graph gives logits for every position, or may do. */
    private static final int UNSELECTED_CHUNK = 64;

    private final OrtEnvironment environment = OnnxRuntime.environment();
    private final OrtSession session;
    private final GraphSignature graph;
    private final KeyValueCache cache;
    private final int capacity;
    private final int[] lengths;
    private final List<RowBindings> firstRows = new ArrayList<>();
    private final List<RowBindings> singleRows = new ArrayList<>();
    private final StepInputs inputs;
    private final Logits logits;
    private final AnonymousMemory logitsMemory;
    private final AnonymousMemory spare;
    private final RunControl control;
    private volatile long runNanos;
    /** Whether the graph gives logits for the last position of a chunk only; unknown until the first chunk ran. */
    private boolean prunes;

    private boolean knowsPruning;

    InPlaceDecoder(OrtSession session, GraphSignature graph, int rows, int capacity) throws OrtException {
        this.session = session;
        this.graph = graph;
        this.capacity = capacity;
        this.lengths = new int[rows];
        this.inputs = new StepInputs(environment, graph);
        this.logits = new Logits(graph.vocabulary(), graph.logitsType());
        int mostLogits = graph.selectsPositions() ? MOST_LOGITS : UNSELECTED_CHUNK;
        this.logitsMemory = AnonymousMemory.reserve(Math.max(rows, mostLogits) * logits.rowBytes());
        this.spare = AnonymousMemory.reserve(graph.bytesPerToken() * capacity);
        this.control = new RunControl();
        this.cache = new KeyValueCache(graph, rows, capacity);
        for (int row = 0; row < rows; row++) {
            firstRows.add(bindings(0, row + 1));
            singleRows.add(row == 0 ? firstRows.getFirst() : bindings(row, 1));
        }
    }

    private RowBindings bindings(int firstRow, int rows) throws OrtException {
        return new RowBindings(graph.caches(), cache.view(environment, firstRow, rows));
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
        return graph.selectsPositions();
    }

    @Override
    public Optional<KeyValueCache> memory() {
        return Optional.of(cache);
    }

    @Override
    public int length(int row) {
        return lengths[row];
    }

    @Override
    public void setLength(int row, int tokens) {
        lengths[row] = tokens;
    }

    @Override
    public void append(int row, int[] tokens, int from, int to, float[] target) throws OrtException {
        int most = graph.selectsPositions() ? to - from : UNSELECTED_CHUNK;
        for (int start = from; start < to; start += most) {
            int end = Math.min(to, start + most);
            runChunk(inputs.ofChunk(tokens, start, end, lengths[row], 1), singleRows.get(row), end - start, target);
            lengths[row] += end - start;
        }
    }

    @Override
    public void begin(int firstRow, List<int[]> prompts, float[][] targets) throws OrtException {
        try (RowBindings rows = bindings(firstRow, prompts.size())) {
            read(run(inputs.ofPrompts(prompts), rows, selected(prompts.size())), prompts.size(), targets);
        }
        for (int i = 0; i < prompts.size(); i++) {
            lengths[firstRow + i] = prompts.get(i).length;
        }
    }

    @Override
    public void verify(int row, int[] tokens, int count, float[][] targets) throws OrtException {
        Map<String, OnnxTensor> own = inputs.ofChunk(tokens, 0, count, lengths[row], count);
        read(run(own, singleRows.get(row), selected(count)), count, targets);
        lengths[row] += count;
    }

    @Override
    public void step(int[] tokens, int count, float[][] targets) throws OrtException {
        Map<String, OnnxTensor> own = inputs.ofStep(tokens, lengths, count);
        long[] shape = graph.selectsPositions() ? selected(count) : new long[] {count, 1, graph.vocabulary()};
        read(run(own, firstRows.get(count - 1), shape), count, targets);
        for (int row = 0; row < count; row++) {
            lengths[row]++;
        }
    }

    @Override
    public void move(int from, int to) {
        cache.copy(from, to, lengths[from]);
        lengths[to] = lengths[from];
        clear(from);
    }

    @Override
    public void swap(int one, int other) {
        int length = lengths[one];
        cache.swap(one, other, Math.max(length, lengths[other]), spare.segment());
        lengths[one] = lengths[other];
        lengths[other] = length;
    }

    @Override
    public void clear(int row) {
        if (lengths[row] > 0) {
            lengths[row] = 0;
            cache.release(row);
        }
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
        firstRows.forEach(RowBindings::close);
        singleRows.stream().skip(1).forEach(RowBindings::close);
        control.close();
        cache.close();
        spare.close();
        logitsMemory.close();
    }

    private long[] selected(int positions) {
        return new long[] {1, positions, graph.vocabulary()};
    }

    private void runChunk(Map<String, OnnxTensor> own, RowBindings row, int count, float[] target) throws OrtException {
        if (graph.selectsPositions()) {
            logits.read(run(own, row, selected(1)), 0, target);
        } else if (count > 1 && !knowsPruning) {
            learnPruning(own, row, count, target);
        } else {
            int positions = prunes ? 1 : count;
            logits.read(run(own, row, selected(positions)), positions - 1, target);
        }
    }

    private void learnPruning(Map<String, OnnxTensor> own, RowBindings row, int count, float[] target)
            throws OrtException {
        row.inputs().putAll(own);
        row.outputs().remove(graph.names().logits());
        Set<String> wanted = Set.of(graph.names().logits());
        try (OrtSession.Result result = session.run(row.inputs(), wanted, row.outputs(), control.options())) {
            OnnxTensor every = (OnnxTensor) result.get(graph.names().logits()).orElseThrow();
            int positions = Math.toIntExact(every.getInfo().getShape()[1]);
            prunes = positions < count;
            knowsPruning = true;
            logits.read(every.getByteBuffer().order(ByteOrder.nativeOrder()), positions - 1, target);
        } finally {
            own.values().forEach(OnnxTensor::close);
        }
    }

    /** Runs with everything bound, logits included, gives them back and closes the run's own inputs. */
    private ByteBuffer run(Map<String, OnnxTensor> own, RowBindings rows, long[] shape) throws OrtException {
        MemorySegment memory = logitsMemory.segment().asSlice(0, shape[0] * shape[1] * logits.rowBytes());
        ByteBuffer buffer = memory.asByteBuffer().order(ByteOrder.nativeOrder());
        try (OnnxTensor target = OnnxTensor.createTensor(environment, buffer, shape, graph.logitsType())) {
            rows.inputs().putAll(own);
            rows.outputs().put(graph.names().logits(), target);
            long start = System.nanoTime();
            session.run(rows.inputs(), Set.of(), rows.outputs(), control.options())
                    .close();
            countTime(System.nanoTime() - start);
        } finally {
            own.values().forEach(OnnxTensor::close);
        }
        return buffer;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
    private void countTime(long nanos) {
        runNanos += nanos;
    }

    private void read(ByteBuffer buffer, int count, float[][] targets) {
        for (int row = 0; row < count; row++) {
            logits.read(buffer, row, targets[row]);
        }
    }
}
