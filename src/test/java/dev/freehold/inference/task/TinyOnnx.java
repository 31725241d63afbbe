package dev.freehold.inference.task;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes the ONNX file of a model that looks every token up in a table, as protobuf by hand. */
final class TinyOnnx {
    static final int FLOAT = 1;
    static final int INT32 = 6;
    static final int INT64 = 7;

    private final float[][] table;
    private final int integers;
    private final List<String> inputs = new ArrayList<>();
    private final List<byte[]> nodes = new ArrayList<>();
    private final List<byte[]> outputs = new ArrayList<>();

    /** A graph with {@code input_ids} that gives {@code last_hidden_state}. */
    TinyOnnx(float[][] table, int integers) {
        this.table = table;
        this.integers = integers;
        inputs.add("input_ids");
        nodes.add(node("Gather", "table", "input_ids", "last_hidden_state"));
        outputs.add(value("last_hidden_state", FLOAT, 3));
    }

    /** Another input; ONNX Runtime wants it fed although nothing reads it. */
    TinyOnnx wants(String input) {
        inputs.add(input);
        return this;
    }

    /** Adds a word embedding for the token types, so that what is fed there counts. */
    TinyOnnx addsTokenTypes() {
        inputs.add("token_type_ids");
        nodes.set(0, node("Gather", "table", "input_ids", "words"));
        nodes.add(node("Gather", "table", "token_type_ids", "types"));
        nodes.add(node("Add", "words", "types", "last_hidden_state"));
        return this;
    }

    /** Also gives the largest of each dimension as {@code sentence_embedding}. */
    TinyOnnx embedsSentences() {
        byte[] axes = field(5, join(text(1, "axes"), number(8, 1), number(20, 7)));
        byte[] keep = field(5, join(text(1, "keepdims"), number(3, 0), number(20, 2)));
        nodes.add(join(node("ReduceMax", "last_hidden_state", "sentence_embedding"), axes, keep));
        outputs.add(value("sentence_embedding", FLOAT, 2));
        return this;
    }

    /** Gives the largest of each dimension as {@code logits}, and nothing else. */
    TinyOnnx classifiesTexts() {
        embedsSentences();
        nodes.add(node("Identity", "sentence_embedding", "logits"));
        outputs.clear();
        outputs.add(value("logits", FLOAT, 2));
        return this;
    }

    /** Gives each token's row as {@code logits}, and nothing else. */
    TinyOnnx classifiesTokens() {
        nodes.add(node("Identity", "last_hidden_state", "logits"));
        outputs.clear();
        outputs.add(value("logits", FLOAT, 3));
        return this;
    }

    byte[] bytes() {
        byte[] graph = text(2, "tiny");
        for (byte[] node : nodes) {
            graph = join(graph, field(1, node));
        }
        graph = join(graph, field(5, tensor()));
        for (String input : inputs) {
            graph = join(graph, field(11, value(input, integers, 2)));
        }
        for (byte[] output : outputs) {
            graph = join(graph, field(12, output));
        }
        byte[] operators = field(8, join(text(1, ""), number(2, 17)));
        return join(number(1, 8), operators, field(7, graph));
    }

    private byte[] tensor() {
        int size = table[0].length;
        ByteBuffer raw = ByteBuffer.allocate(table.length * size * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float[] row : table) {
            for (float value : row) {
                raw.putFloat(value);
            }
        }
        return join(
                number(1, table.length), number(1, size), number(2, FLOAT), text(8, "table"), field(9, raw.array()));
    }

    /** The last name is the output. */
    private static byte[] node(String operator, String... names) {
        byte[] node = text(4, operator);
        for (int i = 0; i < names.length; i++) {
            node = join(node, text(i == names.length - 1 ? 2 : 1, names[i]));
        }
        return node;
    }

    private static byte[] value(String name, int type, int rank) {
        byte[] shape = new byte[0];
        for (int i = 0; i < rank; i++) {
            shape = join(shape, field(1, text(2, name + i)));
        }
        return join(text(1, name), field(2, field(1, join(number(1, type), field(2, shape)))));
    }

    private static byte[] text(int number, String text) {
        return field(number, text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] field(int number, byte[] content) {
        return join(varint((number << 3) | 2), varint(content.length), content);
    }

    private static byte[] number(int number, int value) {
        return join(varint(number << 3), varint(value));
    }

    private static byte[] varint(int value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int rest = value;
        while (rest > 0x7F) {
            out.write((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
        return out.toByteArray();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
