package dev.freehold.inference.decoder;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Token ids, mask and positions of one run, written into buffers that are used again by the next. */
final class StepInputs {
    private final OrtEnvironment environment;
    private final GraphSignature graph;
    private LongBuffer ids = LongBuffer.allocate(0);
    private LongBuffer mask = LongBuffer.allocate(0);
    private LongBuffer positions = LongBuffer.allocate(0);
    private LongBuffer selected = LongBuffer.allocate(0);

    StepInputs(OrtEnvironment environment, GraphSignature graph) {
        this.environment = environment;
        this.graph = graph;
    }

    /**
     * The inputs that read {@code tokens[from..to)} after {@code past} tokens of one row. The caller closes them.
     *
     * @param wanted for how many of the last tokens logits are wanted, where the graph can select
     */
    Map<String, OnnxTensor> ofChunk(int[] tokens, int from, int to, int past, int wanted) throws OrtException {
        int count = to - from;
        ids = cleared(ids, count);
        positions = cleared(positions, count);
        mask = cleared(mask, past + count);
        selected = cleared(selected, wanted);
        for (int i = 0; i < count; i++) {
            ids.put(i, tokens[from + i]);
            positions.put(i, past + i);
        }
        for (int i = 0; i < past + count; i++) {
            mask.put(i, 1);
        }
        for (int i = 0; i < wanted; i++) {
            selected.put(i, count - wanted + i);
        }
        return tensors(1, count, past + count, wanted);
    }

    /** The inputs that append one token to each row, whose lengths are {@code pasts}. The caller closes them. */
    Map<String, OnnxTensor> ofStep(int[] tokens, int[] pasts, int rows) throws OrtException {
        int longest = 0;
        for (int row = 0; row < rows; row++) {
            longest = Math.max(longest, pasts[row] + 1);
        }
        ids = cleared(ids, rows);
        positions = cleared(positions, rows);
        mask = cleared(mask, rows * longest);
        selected = cleared(selected, rows);
        for (int row = 0; row < rows; row++) {
            ids.put(row, tokens[row]);
            positions.put(row, pasts[row]);
            selected.put(row, row);
            maskRow(row, pasts[row] + 1, longest);
        }
        return tensors(rows, 1, longest, rows);
    }

    /** The inputs that read whole prompts into empty rows, padded on the right. The caller closes them. */
    Map<String, OnnxTensor> ofPrompts(List<int[]> prompts) throws OrtException {
        int rows = prompts.size();
        int longest = prompts.stream().mapToInt(prompt -> prompt.length).max().orElseThrow();
        ids = cleared(ids, rows * longest);
        positions = cleared(positions, rows * longest);
        mask = cleared(mask, rows * longest);
        selected = cleared(selected, rows);
        for (int row = 0; row < rows; row++) {
            int[] prompt = prompts.get(row);
            for (int i = 0; i < longest; i++) {
                ids.put(row * longest + i, i < prompt.length ? prompt[i] : 0);
                positions.put(row * longest + i, i);
            }
            selected.put(row, row * longest + prompt.length - 1);
            maskRow(row, prompt.length, longest);
        }
        return tensors(rows, longest, longest, rows);
    }

    private void maskRow(int row, int length, int width) {
        for (int i = 0; i < width; i++) {
            mask.put(row * width + i, i < length ? 1 : 0);
        }
    }

    private Map<String, OnnxTensor> tensors(int rows, int count, int total, int wanted) throws OrtException {
        Map<String, OnnxTensor> inputs = new HashMap<>();
        GraphNames names = graph.names();
        long[] perToken = {rows, count};
        inputs.put(names.inputIds(), OnnxTensor.createTensor(environment, ids, perToken));
        inputs.put(names.attentionMask(), OnnxTensor.createTensor(environment, mask, new long[] {rows, total}));
        if (graph.wantsPositions()) {
            inputs.put(names.positionIds(), OnnxTensor.createTensor(environment, positions, perToken));
        }
        if (!graph.logitsToKeep().isEmpty()) {
            inputs.put(graph.logitsToKeep(), OnnxTensor.createTensor(environment, graph.selectsPositions() ? 0L : 1L));
        }
        if (graph.selectsPositions()) {
            inputs.put(GraphSignature.POSITIONS, OnnxTensor.createTensor(environment, selected, new long[] {wanted}));
        }
        return inputs;
    }

    private static LongBuffer cleared(LongBuffer buffer, int size) {
        if (buffer.capacity() >= size && buffer.isDirect()) {
            return buffer.clear().limit(size);
        }
        return ByteBuffer.allocateDirect(Math.max(size, 2 * buffer.capacity()) * Long.BYTES)
                .order(ByteOrder.nativeOrder())
                .asLongBuffer()
                .limit(size);
    }
}
