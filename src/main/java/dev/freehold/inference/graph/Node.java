package dev.freehold.inference.graph;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One operation of a graph: onnx.proto's {@code NodeProto}. */
record Node(String operator, List<String> inputs, List<String> outputs, Message message) {
    private static final int INPUT = 1;
    private static final int OUTPUT = 2;
    private static final int OPERATOR = 4;
    private static final int ATTRIBUTE = 5;
    private static final int NAME = 1;
    private static final int INTEGER = 3;
    private static final int TENSOR = 5;
    private static final int GRAPH = 6;
    private static final int GRAPHS = 11;
    private static final int KIND = 20;

    static Node of(Message message) {
        return new Node(message.text(OPERATOR), message.texts(INPUT), message.texts(OUTPUT), message);
    }

    /** A node of ONNX's own operators with at most integer attributes. */
    static Node of(String operator, List<String> inputs, String output, Map<String, Integer> attributes) {
        List<Field> fields = new ArrayList<>();
        inputs.forEach(input -> fields.add(Field.text(INPUT, input)));
        fields.add(Field.text(OUTPUT, output));
        fields.add(Field.text(3, output));
        fields.add(Field.text(OPERATOR, operator));
        attributes.forEach((name, value) -> fields.add(new Field.Nested(
                ATTRIBUTE,
                Message.of(Field.text(NAME, name), new Field.Varint(INTEGER, value), new Field.Varint(KIND, 2)))));
        return of(new Message(fields));
    }

    boolean is(String... operators) {
        return Set.of(operators).contains(operator);
    }

    /** The input at this place; empty when it is left out. */
    String input(int place) {
        return place < inputs.size() ? inputs.get(place) : "";
    }

    long integer(String attribute, long otherwise) throws MalformedGraph {
        Optional<Message> found = attribute(attribute);
        return found.isPresent() ? found.get().number(INTEGER, otherwise) : otherwise;
    }

    Optional<Tensor> tensor(String attribute) throws MalformedGraph {
        Optional<Message> found = attribute(attribute);
        return found.isPresent() ? Optional.of(Tensor.of(found.get().message(TENSOR))) : Optional.empty();
    }

    Graph graph(String attribute) throws MalformedGraph {
        return Graph.of(attribute(attribute).orElseThrow(MalformedGraph::new).message(GRAPH));
    }

    /** The graphs inside it, such as the branches of a condition. */
    List<Graph> graphs() throws MalformedGraph {
        List<Graph> graphs = new ArrayList<>();
        for (Message attribute : message.messages(ATTRIBUTE)) {
            for (int number : new int[] {GRAPH, GRAPHS}) {
                for (Message graph : attribute.messages(number)) {
                    graphs.add(Graph.of(graph));
                }
            }
        }
        return graphs;
    }

    /** Every name that it or a graph inside it reads. */
    Set<String> reads() throws MalformedGraph {
        Set<String> reads = new HashSet<>(inputs);
        for (Graph graph : graphs()) {
            for (Node node : graph.nodes()) {
                reads.addAll(node.reads());
            }
            graph.outputs().forEach(output -> reads.add(output.name()));
        }
        return reads;
    }

    /** The same operation between other tensors, also where graphs inside it name them. */
    Node renamed(Map<String, String> names) throws MalformedGraph {
        List<Field> fields = new ArrayList<>();
        for (Field field : message.fields()) {
            boolean isName = field.number() == INPUT || field.number() == OUTPUT;
            fields.add(
                    switch (field) {
                        case Field.Bytes bytes
                        when isName -> Field.text(field.number(), names.getOrDefault(bytes.text(), bytes.text()));
                        case Field.Bytes bytes
                        when field.number() == ATTRIBUTE -> renamed(Message.parse(bytes.bytes()), names);
                        case Field.Nested nested when field.number() == ATTRIBUTE -> renamed(nested.message(), names);
                        case Field.Bytes _, Field.Nested _, Field.Varint _, Field.Fixed _ -> field;
                    });
        }
        return of(new Message(fields));
    }

    private static Field renamed(Message attribute, Map<String, String> names) throws MalformedGraph {
        List<Field> fields = new ArrayList<>(attribute.without(GRAPH, GRAPHS));
        for (int number : new int[] {GRAPH, GRAPHS}) {
            for (Message graph : attribute.messages(number)) {
                fields.add(
                        new Field.Nested(number, Graph.of(graph).renamed(names).toMessage()));
            }
        }
        return new Field.Nested(ATTRIBUTE, new Message(fields));
    }

    private Optional<Message> attribute(String name) throws MalformedGraph {
        return message.messages(ATTRIBUTE).stream()
                .filter(attribute -> attribute.text(NAME).equals(name))
                .findFirst();
    }
}
