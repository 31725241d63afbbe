package dev.freehold.inference.graph;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Puts one protobuf message together, in memory that is large enough. */
final class MessageWriter {
    private final MemorySegment target;
    private long position;

    MessageWriter(MemorySegment target) {
        this.target = target;
    }

    void write(Message message) {
        for (Field field : message.fields()) {
            number(((long) field.number() << 3) | wireType(field));
            switch (field) {
                case Field.Varint number -> number(number.value());
                case Field.Fixed fixed -> bytes(fixed.bytes());
                case Field.Bytes bytes -> {
                    number(bytes.bytes().byteSize());
                    bytes(bytes.bytes());
                }
                case Field.Nested nested -> {
                    number(nested.message().size());
                    write(nested.message());
                }
            }
        }
    }

    static long size(Field field) {
        long tag = sizeOfNumber((long) field.number() << 3);
        return tag
                + switch (field) {
                    case Field.Varint number -> sizeOfNumber(number.value());
                    case Field.Fixed fixed -> fixed.bytes().byteSize();
                    case Field.Bytes bytes -> sizeWithLength(bytes.bytes().byteSize());
                    case Field.Nested nested -> sizeWithLength(nested.message().size());
                };
    }

    private static int wireType(Field field) {
        return switch (field) {
            case Field.Varint _ -> 0;
            case Field.Fixed fixed -> fixed.bytes().byteSize() == Long.BYTES ? 1 : 5;
            case Field.Bytes _, Field.Nested _ -> 2;
        };
    }

    private static long sizeWithLength(long length) {
        return sizeOfNumber(length) + length;
    }

    private static long sizeOfNumber(long value) {
        return Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(value) + 6) / 7);
    }

    private void number(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            target.set(ValueLayout.JAVA_BYTE, position++, (byte) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        target.set(ValueLayout.JAVA_BYTE, position++, (byte) rest);
    }

    private void bytes(MemorySegment bytes) {
        MemorySegment.copy(bytes, 0, target, position, bytes.byteSize());
        position += bytes.byteSize();
    }
}
