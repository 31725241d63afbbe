package dev.freehold.builder;

import java.util.ArrayList;
import java.util.List;

/** An ONNX graph that grows node by node. Tensors go by their names. Field numbers are those of onnx.proto. */
final class GraphBuilder {
    static final String CONTRIBUTED = "com.microsoft";
    private static final int IR_VERSION = 10;
    private static final int OPERATOR_SET = 21;
    private static final int EXTERNAL = 1;

    private final String name;
    private final List<ProtoMessage> nodes = new ArrayList<>();
    private final List<ProtoMessage> initializers = new ArrayList<>();
    private final List<ProtoMessage> inputs = new ArrayList<>();
    private final List<ProtoMessage> outputs = new ArrayList<>();

    GraphBuilder(String name) {
        this.name = name;
    }

    /** Each dimension is a whole number or, when it is open, a name. */
    String input(String tensor, ElementType type, Object... dimensions) {
        inputs.add(value(tensor, type, dimensions));
        return tensor;
    }

    String output(String tensor, ElementType type, Object... dimensions) {
        outputs.add(value(tensor, type, dimensions));
        return tensor;
    }

    /** A one-dimensional constant. */
    String vector(String tensor, long... values) {
        ProtoMessage message = tensor(tensor, ElementType.INT64).with(1, values.length);
        for (long value : values) {
            message.with(7, value);
        }
        initializers.add(message);
        return tensor;
    }

    /** A constant without dimensions. */
    String scalar(String tensor, long value) {
        initializers.add(tensor(tensor, ElementType.INT64).with(7, value));
        return tensor;
    }

    /** A constant without dimensions. */
    String scalar(String tensor, float value) {
        initializers.add(tensor(tensor, ElementType.FLOAT).with(4, value));
        return tensor;
    }

    String external(String tensor, ElementType type, ExternalData.Part part, long... dimensions) {
        ProtoMessage message = tensor(tensor, type)
                .with(13, entry("location", part.location()))
                .with(13, entry("offset", Long.toString(part.offset())))
                .with(13, entry("length", Long.toString(part.length())))
                .with(14, EXTERNAL);
        for (long dimension : dimensions) {
            message.with(1, dimension);
        }
        initializers.add(message);
        return tensor;
    }

    /** Adds a node with one output, and names that. */
    String add(String node, Operator operator, String... from) {
        String output = node + "/output_0";
        add(node, operator, List.of(from), List.of(output));
        return output;
    }

    /** An input or output that is left out has the empty name. */
    void add(String node, Operator operator, List<String> from, List<String> to) {
        ProtoMessage message = new ProtoMessage();
        from.forEach(tensor -> message.with(1, tensor));
        to.forEach(tensor -> message.with(2, tensor));
        message.with(3, node).with(4, operator.type());
        operator.attributes().forEach(attribute -> message.with(5, attribute));
        nodes.add(message.with(7, operator.domain()));
    }

    /** The whole file, a {@code ModelProto}. */
    byte[] build() {
        ProtoMessage graph = new ProtoMessage();
        nodes.forEach(node -> graph.with(1, node));
        graph.with(2, name);
        initializers.forEach(tensor -> graph.with(5, tensor));
        inputs.forEach(input -> graph.with(11, input));
        outputs.forEach(output -> graph.with(12, output));
        return new ProtoMessage()
                .with(1, IR_VERSION)
                .with(2, "freehold")
                .with(7, graph)
                .with(8, new ProtoMessage().with(1, "").with(2, OPERATOR_SET))
                .with(8, new ProtoMessage().with(1, CONTRIBUTED).with(2, 1))
                .toByteArray();
    }

    private static ProtoMessage tensor(String name, ElementType type) {
        return new ProtoMessage().with(2, type.number()).with(8, name);
    }

    private static ProtoMessage entry(String key, String value) {
        return new ProtoMessage().with(1, key).with(2, value);
    }

    private static ProtoMessage value(String name, ElementType type, Object... dimensions) {
        ProtoMessage shape = new ProtoMessage();
        for (Object dimension : dimensions) {
            shape.with(
                    1,
                    dimension instanceof Integer size
                            ? new ProtoMessage().with(1, size.longValue())
                            : new ProtoMessage().with(2, dimension.toString()));
        }
        ProtoMessage tensor = new ProtoMessage().with(1, type.number()).with(2, shape);
        return new ProtoMessage().with(1, name).with(2, new ProtoMessage().with(1, tensor));
    }
}
