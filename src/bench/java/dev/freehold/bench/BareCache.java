package dev.freehold.bench;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import dev.freehold.bench.builder.DecoderShape;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Keys and values off the heap; past and present of a layer are the same memory, so that nothing is copied. */
final class BareCache implements AutoCloseable {
    private static final long PAGE = 4096;

    private final OrtEnvironment environment;
    private final DecoderShape shape;
    private final int capacity;
    private final long rowBytes;
    private final Arena arena = Arena.ofShared();
    private final List<MemorySegment> regions = new ArrayList<>();

    BareCache(OrtEnvironment environment, DecoderShape shape, int rows, int capacity) {
        this.environment = environment;
        this.shape = shape;
        this.capacity = capacity;
        this.rowBytes = (long) shape.sharedHeads() * capacity * shape.headSize() * Float.BYTES;
        for (int i = 0; i < 2 * shape.layers(); i++) {
            regions.add(arena.allocate(rows * rowBytes, PAGE));
        }
    }

    void bind(int firstRow, int rows, Map<String, OnnxTensor> pasts, Map<String, OnnxTensor> presents)
            throws OrtException {
        for (int i = 0; i < regions.size(); i++) {
            String name = i / 2 + (i % 2 == 0 ? ".key" : ".value");
            OnnxTensor tensor = tensor(regions.get(i), firstRow, rows);
            pasts.put("past_key_values." + name, tensor);
            presents.put("present." + name, tensor);
        }
    }

    private OnnxTensor tensor(MemorySegment region, int firstRow, int rows) throws OrtException {
        return OnnxTensor.createTensor(
                environment,
                region.asSlice(firstRow * rowBytes, rows * rowBytes)
                        .asByteBuffer()
                        .order(ByteOrder.nativeOrder()),
                new long[] {rows, shape.sharedHeads(), capacity, shape.headSize()},
                OnnxJavaType.FLOAT);
    }

    @Override
    public void close() {
        arena.close();
    }
}
