package dev.freehold.inference.graph;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A graph: onnx.proto's {@code GraphProto}.
 *
 * @param nodes each after those whose outputs it reads
 * @param values what is known of tensors between nodes
 * @param rest every other field
 */
record Graph(
        List<Node> nodes,
        List<Tensor> initializers,
        List<Value> inputs,
        List<Value> outputs,
        List<Value> values,
        List<Field> rest) {
    private static final int NODE = 1;
    private static final int INITIALIZER = 5;
    private static final int INPUT = 11;
    private static final int OUTPUT = 12;
    private static final int VALUE = 13;
    static final int SPARSE_INITIALIZER = 15;

    Graph {
        nodes = List.copyOf(nodes);
        initializers = List.copyOf(initializers);
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        values = List.copyOf(values);
        rest = List.copyOf(rest);
    }

    static Graph of(Message message) throws MalformedGraph {
        return new Graph(
                message.messages(NODE).stream().map(Node::of).toList(),
                message.messages(INITIALIZER).stream().map(Tensor::of).toList(),
                message.messages(INPUT).stream().map(Value::of).toList(),
                message.messages(OUTPUT).stream().map(Value::of).toList(),
                message.messages(VALUE).stream().map(Value::of).toList(),
                message.without(NODE, INITIALIZER, INPUT, OUTPUT, VALUE));
    }

    Message toMessage() {
        List<Field> fields = new ArrayList<>(rest);
        nodes.forEach(node -> fields.add(new Field.Nested(NODE, node.message())));
        initializers.forEach(tensor -> fields.add(new Field.Nested(INITIALIZER, tensor.message())));
        inputs.forEach(value -> fields.add(new Field.Nested(INPUT, value.message())));
        outputs.forEach(value -> fields.add(new Field.Nested(OUTPUT, value.message())));
        values.forEach(value -> fields.add(new Field.Nested(VALUE, value.message())));
        return new Message(fields);
    }

    boolean hasInput(String name) {
        return inputs.stream().anyMatch(input -> input.name().equals(name));
    }

    /** Every name that stands for a tensor outside of inner graphs. */
    Set<String> names() {
        Set<String> names = new HashSet<>();
        inputs.forEach(input -> names.add(input.name()));
        initializers.forEach(tensor -> names.add(tensor.name()));
        nodes.forEach(node -> names.addAll(node.outputs()));
        return names;
    }

    /** Its nodes and those of the graphs inside them. */
    List<Node> everyNode() throws MalformedGraph {
        List<Node> all = new ArrayList<>();
        for (Node node : nodes) {
            all.add(node);
            for (Graph inner : node.graphs()) {
                all.addAll(inner.everyNode());
            }
        }
        return all;
    }

    Graph with(List<Node> others) {
        return new Graph(others, initializers, inputs, outputs, values, rest);
    }

    Graph withInputs(List<Value> others) {
        return new Graph(nodes, initializers, others, outputs, values, rest);
    }

    /** The same operations between other tensors; its own inputs and outputs keep their names. */
    Graph renamed(Map<String, String> names) throws MalformedGraph {
        List<Node> renamed = new ArrayList<>();
        for (Node node : nodes) {
            renamed.add(node.renamed(names));
        }
        return with(renamed);
    }
}
