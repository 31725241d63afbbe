package dev.freehold.inference.tensor;

import dev.freehold.core.Fault;
import dev.freehold.inference.Tensor;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Texts as they stand in a tensor of BYTES: each after its length in four bytes. */
final class Texts {
    private Texts() {}

    static String[] read(Tensor tensor) {
        ByteBuffer data = tensor.data().duplicate().order(ByteOrder.LITTLE_ENDIAN);
        String[] texts = new String[Math.toIntExact(tensor.elements())];
        for (int i = 0; i < texts.length; i++) {
            ByteBuffer text = data.slice(data.position() + Integer.BYTES, data.getInt(data.position()));
            data.position(data.position() + Integer.BYTES + text.limit());
            texts[i] = decode(tensor.name(), text);
            checkCharacters(tensor.name(), texts[i]);
        }
        return texts;
    }

    /** ONNX Runtime's interface for Java would give the graph other bytes than UTF-8 has for them. */
    private static void checkCharacters(String tensor, String text) {
        if (text.codePoints().anyMatch(point -> point == 0 || Character.isSupplementaryCodePoint(point))) {
            throw Fault.invalid(
                    "inputs",
                    "A text of '%s' holds NUL or a character above U+FFFF, which cannot be given to the graph."
                            .formatted(tensor));
        }
    }

    private static String decode(String tensor, ByteBuffer text) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(text).toString();
        } catch (CharacterCodingException notUtf8) {
            throw Fault.invalid("inputs", "The texts of '%s' must be UTF-8.".formatted(tensor))
                    .causedBy(notUtf8);
        }
    }

    /** Writes a text, or arrays of arrays of texts. */
    static ByteBuffer write(Object texts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        write(texts, out);
        return ByteBuffer.wrap(out.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void write(Object texts, ByteArrayOutputStream out) {
        if (texts instanceof Object[] several) {
            for (Object each : several) {
                write(each, out);
            }
        } else {
            byte[] text = String.valueOf(texts).getBytes(StandardCharsets.UTF_8);
            out.writeBytes(ByteBuffer.allocate(Integer.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(text.length)
                    .array());
            out.writeBytes(text);
        }
    }
}
