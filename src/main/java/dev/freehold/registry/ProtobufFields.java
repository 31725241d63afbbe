package dev.freehold.registry;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Steps over the fields of one protobuf message without reading what is in them. */
final class ProtobufFields {
    private static final int LONGEST_TEXT = 4096;

    private final MemorySegment message;
    private long position;

    ProtobufFields(MemorySegment message) {
        this.message = message;
    }

    /** The bytes do not hold what protobuf's encoding promises. */
    static final class Malformed extends Exception {}

    /** The content of a field; {@code isDelimited} says that it may be a message or text, and not a number. */
    record Field(int number, boolean isDelimited, MemorySegment content) {
        String text() throws Malformed {
            if (!isDelimited || content.byteSize() > LONGEST_TEXT) {
                throw new Malformed();
            }
            return new String(content.toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
        }
    }

    /** The next field, or null at the end. */
    @Nullable
    Field next() throws Malformed {
        if (position == message.byteSize()) {
            return null;
        }
        long tag = number();
        int field = (int) (tag >>> 3);
        return switch ((int) (tag & 7)) {
            case 0 -> {
                long from = position;
                number();
                yield new Field(field, false, message.asSlice(from, position - from));
            }
            case 1 -> new Field(field, false, take(Long.BYTES));
            case 2 -> new Field(field, true, take(number()));
            case 5 -> new Field(field, false, take(Integer.BYTES));
            default -> throw new Malformed();
        };
    }

    private MemorySegment take(long length) throws Malformed {
        if (length < 0 || length > message.byteSize() - position) {
            throw new Malformed();
        }
        MemorySegment content = message.asSlice(position, length);
        position += length;
        return content;
    }

    private long number() throws Malformed {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = take(1).get(ValueLayout.JAVA_BYTE, 0);
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new Malformed();
    }
}
