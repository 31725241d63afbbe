package dev.freehold.registry.guard;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
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

    /** The content of a field; {@code isDelimited} says that it may be a message or text, and not a number. */
    record Field(int number, boolean isDelimited, MemorySegment content) {
        String text() throws HarmfulFile {
            if (!isDelimited || content.byteSize() > LONGEST_TEXT) {
                throw malformed();
            }
            try {
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(content.toArray(ValueLayout.JAVA_BYTE)))
                        .toString();
            } catch (CharacterCodingException notText) {
                throw malformed();
            }
        }

        ProtobufFields message() throws HarmfulFile {
            if (!isDelimited) {
                throw malformed();
            }
            return new ProtobufFields(content);
        }

        /** A whole number, stored on its own. */
        long integer() throws HarmfulFile {
            if (isDelimited) {
                throw malformed();
            }
            return new ProtobufFields(content).varint();
        }
    }

    /** The next field, or null at the end. */
    @Nullable
    Field next() throws HarmfulFile {
        if (position == message.byteSize()) {
            return null;
        }
        long tag = varint();
        int field = (int) (tag >>> 3);
        return switch ((int) (tag & 7)) {
            case 0 -> {
                long from = position;
                varint();
                yield new Field(field, false, message.asSlice(from, position - from));
            }
            case 1 -> new Field(field, false, take(Long.BYTES));
            case 2 -> new Field(field, true, take(varint()));
            case 5 -> new Field(field, false, take(Integer.BYTES));
            default -> throw malformed();
        };
    }

    boolean isAtEnd() {
        return position == message.byteSize();
    }

    long varint() throws HarmfulFile {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = take(1).get(ValueLayout.JAVA_BYTE, 0);
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw malformed();
    }

    private MemorySegment take(long length) throws HarmfulFile {
        if (length < 0 || length > message.byteSize() - position) {
            throw malformed();
        }
        MemorySegment content = message.asSlice(position, length);
        position += length;
        return content;
    }

    private static HarmfulFile malformed() {
        return new HarmfulFile("is not a complete ONNX file; fetch or export it again");
    }
}
