package dev.freehold.inference.graph;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A graph whose unsigned inputs and outputs go in and out as signed numbers of the same bits: ONNX Runtime's interface for Java
 * has no others than unsigned bytes. Inside nothing changes.
 */
public final class SignedEdges {
    private static final int GRAPH = 7;
    /** From unsigned to signed, of 16, 32 and 64 bits, as onnx.proto numbers them. */
    private static final Map<Long, Long> SIGNED = Map.of(4L, 5L, 12L, 6L, 13L, 7L);

    private final Message model;
    private final Graph graph;

    private SignedEdges(Message model, Graph graph) {
        this.model = model;
        this.graph = graph;
    }

    /**
     * Rewrites a model.
     *
     * @param bytes an ONNX file; must stay readable as long as this object is used
     */
    public static SignedEdges of(MemorySegment bytes) throws MalformedGraph {
        Message model = Message.parse(bytes);
        Graph graph = Graph.of(model.message(GRAPH));
        Map<String, String> inside = new HashMap<>();
        List<Node> before = new ArrayList<>();
        List<Node> after = new ArrayList<>();
        for (Value input : graph.inputs()) {
            if (SIGNED.containsKey(input.element())) {
                before.add(cast(input.name(), inner(input, inside), input.element()));
            }
        }
        for (Value output : graph.outputs()) {
            if (SIGNED.containsKey(output.element())) {
                after.add(cast(inner(output, inside), output.name(), signed(output)));
            }
        }
        List<Node> nodes = new ArrayList<>(before);
        nodes.addAll(graph.renamed(inside).nodes());
        nodes.addAll(after);
        return new SignedEdges(
                model,
                new Graph(
                        nodes,
                        graph.initializers(),
                        edges(graph.inputs()),
                        edges(graph.outputs()),
                        graph.values().stream()
                                .filter(value -> !inside.containsKey(value.name()))
                                .toList(),
                        graph.rest()));
    }

    private static String inner(Value edge, Map<String, String> inside) {
        return inside.computeIfAbsent(edge.name(), name -> name + "/unsigned");
    }

    private static Node cast(String from, String to, long type) {
        return Node.of("Cast", List.of(from), to, Map.of("to", Math.toIntExact(type)));
    }

    private static long signed(Value edge) throws MalformedGraph {
        return SIGNED.getOrDefault(edge.element(), edge.element());
    }

    private static List<Value> edges(List<Value> edges) throws MalformedGraph {
        List<Value> signed = new ArrayList<>();
        for (Value edge : edges) {
            signed.add(SIGNED.containsKey(edge.element()) ? edge.withElement(signed(edge)) : edge);
        }
        return signed;
    }

    /** The ONNX model, in memory of the arena. */
    public ByteBuffer bytes(Arena arena) {
        List<Field> fields = new ArrayList<>(model.without(GRAPH));
        fields.add(new Field.Nested(GRAPH, graph.toMessage()));
        Message edited = new Message(fields);
        MemorySegment target = arena.allocate(edited.size());
        new MessageWriter(target).write(edited);
        return target.asByteBuffer();
    }
}
