package dev.freehold.inference.decoder;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;

/** Builds an ONNX model node by node. */
public final class OnnxGraph {
    public static final int FLOAT = 1;
    static final int INT32 = 6;
    public static final int INT64 = 7;
    static final int BOOL = 9;
    static final int FLOAT16 = 10;
    static final int UINT8 = 2;
    static final int INT8 = 3;

    private final Protobuf graph = new Protobuf().text(2, "test");
    private final String prefix;
    private int names;
    private int version = 17;

    public OnnxGraph() {
        this("");
    }

    /** An inner graph, whose names begin with {@code prefix}. */
    OnnxGraph(String prefix) {
        this.prefix = prefix;
    }

    /** A dimension below zero is dynamic. */
    public void input(String name, int type, int... dimensions) {
        graph.message(11, value(name, type, dimensions));
    }

    public void output(String name, int type, int... dimensions) {
        graph.message(12, value(name, type, dimensions));
    }

    public String floats(float[] values, int... dimensions) {
        ByteBuffer raw = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        return initializer(FLOAT, raw.array(), dimensions);
    }

    /** A one-dimensional constant. */
    String longs(long... values) {
        ByteBuffer raw = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asLongBuffer().put(values);
        return initializer(INT64, raw.array(), values.length);
    }

    /** A constant of texts, shape {@code [1, n]}. */
    public String texts(String... values) {
        String name = prefix + "w" + names++;
        Protobuf tensor = new Protobuf().number(1, 1).number(1, values.length).number(2, 8);
        for (String value : values) {
            tensor.text(6, value);
        }
        graph.message(5, tensor.text(8, name));
        return name;
    }

    String number(long value) {
        ByteBuffer raw = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.putLong(value);
        return initializer(INT64, raw.array());
    }

    String decimal(float value) {
        return floats(new float[] {value});
    }

    /** Adds a node with one output and returns the output's name. */
    String node(String operator, Map<String, Object> attributes, String... inputs) {
        String output = prefix + "t" + names++;
        node("", operator, attributes, List.of(inputs), List.of(output));
        return output;
    }

    String node(String operator, String... inputs) {
        return node(operator, Map.of(), inputs);
    }

    public void node(
            String domain, String operator, Map<String, Object> attributes, List<String> inputs, List<String> outputs) {
        Protobuf node = new Protobuf();
        inputs.forEach(input -> node.text(1, input));
        outputs.forEach(output -> node.text(2, output));
        node.text(4, operator);
        attributes.forEach((name, value) -> node.message(5, attribute(name, value)));
        node.text(7, domain);
        graph.message(1, node);
    }

    /** Of ONNX's operators. */
    public OnnxGraph version(int number) {
        version = number;
        return this;
    }

    public byte[] toBytes() {
        return new Protobuf()
                .number(1, 8)
                .message(7, graph)
                .message(8, new Protobuf().text(1, "").number(2, version))
                .message(8, new Protobuf().text(1, "com.microsoft").number(2, 1))
                .toBytes();
    }

    String halves(float[] values, int... dimensions) {
        ByteBuffer raw = ByteBuffer.allocate(values.length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            raw.putShort(Float.floatToFloat16(value));
        }
        return initializer(FLOAT16, raw.array(), dimensions);
    }

    /** Floats in a file beside the graph. */
    String external(String location, int... dimensions) {
        String name = prefix + "w" + names++;
        Protobuf tensor = new Protobuf();
        for (int dimension : dimensions) {
            tensor.number(1, dimension);
        }
        Protobuf entry = new Protobuf().text(1, "location").text(2, location);
        graph.message(
                5, tensor.number(2, FLOAT).text(8, name).message(13, entry).number(14, 1));
        return name;
    }

    String initializer(int type, byte[] raw, int... dimensions) {
        String name = prefix + "w" + names++;
        Protobuf tensor = new Protobuf();
        for (int dimension : dimensions) {
            tensor.number(1, dimension);
        }
        graph.message(5, tensor.number(2, type).text(8, name).bytes(9, raw));
        return name;
    }

    private static Protobuf attribute(String name, Object value) {
        Protobuf attribute = new Protobuf().text(1, name);
        return switch (value) {
            case Float number -> attribute.decimal(2, number).number(20, 1);
            case Integer number -> attribute.number(3, number).number(20, 2);
            case int[] numbers -> {
                for (int number : numbers) {
                    attribute.number(8, number);
                }
                yield attribute.number(20, 7);
            }
            case String text -> attribute.text(4, text).number(20, 3);
            case OnnxGraph inner -> attribute.message(6, inner.graph).number(20, 5);
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static Protobuf value(String name, int type, int... dimensions) {
        Protobuf shape = new Protobuf();
        for (int i = 0; i < dimensions.length; i++) {
            Protobuf dimension = new Protobuf();
            shape.message(
                    1, dimensions[i] < 0 ? dimension.text(2, name + "_" + i) : dimension.number(1, dimensions[i]));
        }
        Protobuf tensor = new Protobuf().number(1, type).message(2, shape);
        return new Protobuf().text(1, name).message(2, new Protobuf().message(1, tensor));
    }
}
