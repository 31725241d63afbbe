package dev.freehold.inference.graph;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/** Takes one protobuf message apart. */
final class MessageReader {
    private final MemorySegment bytes;
    private long position;

    MessageReader(MemorySegment bytes) {
        this.bytes = bytes;
    }

    List<Field> fields() throws MalformedGraph {
        List<Field> fields = new ArrayList<>();
        while (position < bytes.byteSize()) {
            long tag = number();
            int number = (int) (tag >>> 3);
            fields.add(
                    switch ((int) (tag & 7)) {
                        case 0 -> new Field.Varint(number, number());
                        case 1 -> new Field.Fixed(number, take(Long.BYTES));
                        case 2 -> new Field.Bytes(number, take(number()));
                        case 5 -> new Field.Fixed(number, take(Integer.BYTES));
                        default -> throw new MalformedGraph();
                    });
        }
        return fields;
    }

    /** Everything that is left, as numbers one after the other. */
    List<Long> numbers() throws MalformedGraph {
        List<Long> numbers = new ArrayList<>();
        while (position < bytes.byteSize()) {
            numbers.add(number());
        }
        return numbers;
    }

    private long number() throws MalformedGraph {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = take(1).get(ValueLayout.JAVA_BYTE, 0);
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new MalformedGraph();
    }

    private MemorySegment take(long length) throws MalformedGraph {
        if (length < 0 || length > bytes.byteSize() - position) {
            throw new MalformedGraph();
        }
        MemorySegment taken = bytes.asSlice(position, length);
        position += length;
        return taken;
    }
}
