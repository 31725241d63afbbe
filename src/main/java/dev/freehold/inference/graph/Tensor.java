package dev.freehold.inference.graph;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** A constant of a graph: onnx.proto's {@code TensorProto}. */
record Tensor(String name, Message message) {
    private static final int DIMENSIONS = 1;
    private static final int TYPE = 2;
    private static final int LONGS = 7;
    private static final int NAME = 8;
    private static final int RAW = 9;

    static Tensor of(Message message) {
        return new Tensor(message.text(NAME), message);
    }

    /** A one-dimensional constant. */
    static Tensor longs(String name, long... values) {
        ByteBuffer raw = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asLongBuffer().put(values);
        return of(Message.of(
                new Field.Varint(DIMENSIONS, values.length),
                new Field.Varint(TYPE, Value.INT64),
                Field.text(NAME, name),
                new Field.Bytes(RAW, MemorySegment.ofArray(raw.array()))));
    }

    List<Long> dimensions() throws MalformedGraph {
        return message.numbers(DIMENSIONS);
    }

    /** Its values when they are int64 and inside the graph; else none. */
    List<Long> longs() throws MalformedGraph {
        if (message.number(TYPE, 0) != Value.INT64) {
            return List.of();
        }
        List<Long> values = new ArrayList<>(message.numbers(LONGS));
        MemorySegment raw = message.bytes(RAW);
        for (long at = 0; at + Long.BYTES <= raw.byteSize(); at += Long.BYTES) {
            values.add(raw.get(ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN), at));
        }
        return values;
    }
}
