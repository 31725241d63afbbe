package dev.freehold.inference.graph;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/** One field of a protobuf message. */
sealed interface Field {
    int number();

    record Varint(int number, long value) implements Field {}

    /** Four or eight bytes. */
    record Fixed(int number, MemorySegment bytes) implements Field {}

    /** A text, a message that nobody needed to look into, or plain bytes. */
    record Bytes(int number, MemorySegment bytes) implements Field {
        String text() {
            return new String(bytes.toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
        }
    }

    record Nested(int number, Message message) implements Field {}

    static Field text(int number, String text) {
        return new Bytes(number, MemorySegment.ofArray(text.getBytes(StandardCharsets.UTF_8)));
    }
}
