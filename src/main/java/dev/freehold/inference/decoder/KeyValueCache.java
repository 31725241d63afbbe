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
 * one for the values of each layer. Views share the memory, so a graph that appends in place copies nothing. The system gives
 * a page when it is first written, so a row costs what its tokens take.
 */
final class KeyValueCache implements AutoCloseable {
    /** A region is seen through byte buffers. */
    private static final long LARGEST_REGION = Integer.MAX_VALUE;

    private final GraphSignature graph;
    private final int capacity;
    private final long tokenBytes;
    private final List<AnonymousMemory> regions = new ArrayList<>();

    /** Room for {@code capacity} tokens a row, rounded up so that every head starts on a page of its own. */
    KeyValueCache(GraphSignature graph, int rows, int capacity) {
        this.graph = graph;
        this.tokenBytes = graph.bytesPerToken() / graph.heads();
        this.capacity = roundUp(capacity, graph);
        for (int region = 0; region < 2 * graph.layers(); region++) {
            regions.add(AnonymousMemory.reserve(rows * rowBytes()));
        }
    }

    /** How many rows of this capacity fit, at most {@code wanted} and possibly none. */
    static int rowsThatFit(GraphSignature graph, int capacity, int wanted) {
        return (int) Math.min(wanted, LARGEST_REGION / (graph.bytesPerToken() * roundUp(capacity, graph)));
    }

    /** The most tokens one row could hold. */
    static int largestCapacity(GraphSignature graph) {
        return (int) Math.min(Integer.MAX_VALUE, LARGEST_REGION / graph.bytesPerToken() - tokensToAlign(graph));
    }

    /** Bytes of memory that the tokens of one row take, whole pages. */
    static long bytes(GraphSignature graph, int tokens) {
        return 2L * graph.layers() * graph.bytesPerToken() * roundUp(tokens, graph);
    }

    /** How many tokens of one row this much memory holds. */
    static int tokensIn(GraphSignature graph, long bytes) {
        int unit = tokensToAlign(graph);
        return (int) Math.min(Integer.MAX_VALUE / 2, bytes / bytes(graph, unit) * unit);
    }

    private static int roundUp(int tokens, GraphSignature graph) {
        int unit = tokensToAlign(graph);
        return (tokens + unit - 1) / unit * unit;
    }

    /** The fewest tokens of one head that fill whole pages. */
    private static int tokensToAlign(GraphSignature graph) {
        long bytes = graph.bytesPerToken() / graph.heads();
        int tokens = 1;
        while (tokens * bytes % AnonymousMemory.PAGE != 0) {
            tokens *= 2;
        }
        return tokens;
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
        for (AnonymousMemory region : regions) {
            for (int head = 0; head < graph.heads(); head++) {
                MemorySegment.copy(
                        region.segment(),
                        offset(from, head, 0),
                        region.segment(),
                        offset(to, head, 0),
                        tokens * tokenBytes);
            }
        }
    }

    /** Exchanges the first tokens of two rows. */
    void swap(int one, int other, int tokens, MemorySegment spare) {
        long bytes = tokens * tokenBytes;
        for (AnonymousMemory region : regions) {
            MemorySegment memory = region.segment();
            for (int head = 0; head < graph.heads(); head++) {
                MemorySegment.copy(memory, offset(one, head, 0), spare, 0, bytes);
                MemorySegment.copy(memory, offset(other, head, 0), memory, offset(one, head, 0), bytes);
                MemorySegment.copy(spare, 0, memory, offset(other, head, 0), bytes);
            }
        }
    }

    /** Bytes that {@link #save} writes for this many tokens. */
    long savedBytes(int tokens) {
        return 2L * graph.layers() * graph.heads() * tokens * tokenBytes;
    }

    /** Copies some tokens of a row out, layer by layer and head by head. */
    void save(int row, int firstToken, int tokens, MemorySegment target) {
        long bytes = tokens * tokenBytes;
        long at = 0;
        for (AnonymousMemory region : regions) {
            for (int head = 0; head < graph.heads(); head++, at += bytes) {
                MemorySegment.copy(region.segment(), offset(row, head, firstToken), target, at, bytes);
            }
        }
    }

    /** Copies what {@link #save} wrote into a row. */
    void restore(MemorySegment source, int row, int firstToken, int tokens) {
        long bytes = tokens * tokenBytes;
        long at = 0;
        for (AnonymousMemory region : regions) {
            for (int head = 0; head < graph.heads(); head++, at += bytes) {
                MemorySegment.copy(source, at, region.segment(), offset(row, head, firstToken), bytes);
            }
        }
    }

    /** Gives the memory of a row back; what was in it is lost. */
    void release(int row) {
        regions.forEach(region -> region.release(row * rowBytes(), rowBytes()));
    }

    @Override
    public void close() {
        regions.forEach(AnonymousMemory::close);
    }

    private long offset(int row, int head, int token) {
        return row * rowBytes() + (head * (long) capacity + token) * tokenBytes;
    }

    private long rowBytes() {
        return graph.bytesPerToken() * capacity;
    }
}
