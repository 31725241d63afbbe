package dev.freehold.builder;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/** A protobuf message that is written field by field. */
final class ProtoMessage {
    private static final int VARINT = 0;
    private static final int LENGTH = 2;
    private static final int FIXED32 = 5;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    ProtoMessage with(int field, long value) {
        tag(field, VARINT);
        number(value);
        return this;
    }

    ProtoMessage with(int field, float value) {
        tag(field, FIXED32);
        int bits = Float.floatToRawIntBits(value);
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            bytes.write(bits >>> shift);
        }
        return this;
    }

    ProtoMessage with(int field, String text) {
        return with(field, text.getBytes(UTF_8));
    }

    ProtoMessage with(int field, ProtoMessage message) {
        return with(field, message.toByteArray());
    }

    private ProtoMessage with(int field, byte[] content) {
        tag(field, LENGTH);
        number(content.length);
        bytes.writeBytes(content);
        return this;
    }

    byte[] toByteArray() {
        return bytes.toByteArray();
    }

    private void tag(int field, int wireType) {
        number((long) field << 3 | wireType);
    }

    private void number(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes.write((int) (rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        bytes.write((int) rest);
    }
}
