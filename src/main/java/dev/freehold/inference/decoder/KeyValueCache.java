package dev.freehold.inference.decoder;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The keys and values of every row, off the heap: one region {@code [rows, heads, capacity, headSize]} for the keys and
 * one for the values of each layer. Views share the memory, so a graph that appends in place copies nothing.
 */
final class KeyValueCache implements AutoCloseable {
    private final GraphSignature graph;
    private final int capacity;
    private final List<AnonymousMemory> regions = new ArrayList<>();

    KeyValueCache(GraphSignature graph, int rows, int capacity) {
        this.graph = graph;
        this.capacity = capacity;
        for (int region = 0; region < 2 * graph.layers(); region++) {
            regions.add(AnonymousMemory.reserve(rows * rowBytes()));
        }
    }

    /** The most tokens a row may hold so that one region stays within a buffer's two gigabytes. */
    static int largestCapacity(GraphSignature graph, int rows) {
        return (int) Math.min(Integer.MAX_VALUE, Integer.MAX_VALUE / (rows * graph.bytesPerToken()));
    }

    /** Tensors over some neighbouring rows, in the order of {@link GraphSignature#caches()}. */
    List<OnnxTensor> view(OrtEnvironment environment, int firstRow, int rows) throws OrtException {
        long[] shape = {rows, graph.heads(), capacity, graph.headSize()};
        List<OnnxTensor> tensors = new ArrayList<>();
        for (AnonymousMemory region : regions) {
            MemorySegment slice = region.segment().asSlice(firstRow * rowBytes(), rows * rowBytes());
            tensors.add(OnnxTensor.createTensor(
                    environment, slice.asByteBuffer().order(ByteOrder.nativeOrder()), shape, graph.cacheType()));
        }
        return tensors;
    }

    /** Copies the first tokens of one row over another. */
    void copy(int from, int to, int tokens) {
        long headBytes = rowBytes() / graph.heads();
        long used = headBytes / capacity * tokens;
        for (AnonymousMemory region : regions) {
            for (int head = 0; head < graph.heads(); head++) {
                MemorySegment.copy(
                        region.segment(),
                        from * rowBytes() + head * headBytes,
                        region.segment(),
                        to * rowBytes() + head * headBytes,
                        used);
            }
        }
    }

    @Override
    public void close() {
        regions.forEach(AnonymousMemory::close);
    }

    private long rowBytes() {
        return graph.bytesPerToken() * capacity;
    }
}
