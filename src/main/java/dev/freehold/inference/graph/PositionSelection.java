package dev.freehold.inference.graph;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Gives a decoder an input that says which positions get logits: hidden states {@code [rows, positions, width]} become
 * {@code [1, rows * positions, width]}, of which {@code freehold_positions} picks some before the product with the
 * vocabulary's weights. Logits become {@code [1, picked, vocabulary]}.
 */
final class PositionSelection {
    private static final String PREFIX = "freehold_";
    private static final String SHAPE = PREFIX + "hidden_shape";
    private static final String FLAT = PREFIX + "hidden";
    private static final String PICKED = PREFIX + "picked";
    private static final String ROWS_SHAPE = PREFIX + "rows_shape";
    private static final String ROWS = PREFIX + "rows";
    private static final String LOGITS_SHAPE = PREFIX + "logits_shape";

    private final Graph graph;
    private final String logits;
    private final Head head;

    private PositionSelection(Graph graph, String logits, Head head) {
        this.graph = graph;
        this.logits = logits;
        this.head = head;
    }

    static Graph add(Graph graph, String logits) throws Unrecognised, MalformedGraph {
        if (graph.names().stream().anyMatch(name -> name.startsWith(PREFIX))) {
            throw new Unrecognised("it uses names that begin with " + PREFIX);
        }
        Head head = HeadSearch.find(graph, logits);
        if (head.isFlat() && (head.width().isEmpty() || head.vocabulary().isEmpty())) {
            throw new Unrecognised("the size of its vocabulary's weights is unknown");
        }
        return new PositionSelection(graph, logits, head).add();
    }

    private Graph add() throws MalformedGraph {
        List<Value> inputs = new ArrayList<>(graph.inputs());
        inputs.add(Value.tensor(PreparedGraph.POSITIONS, Value.INT64, PreparedGraph.POSITIONS + "_count"));
        List<Value> outputs = new ArrayList<>();
        for (Value output : graph.outputs()) {
            outputs.add(output.name().equals(logits) ? selected(output) : output);
        }
        Set<String> changed = new HashSet<>();
        for (int place : head.nodes()) {
            changed.addAll(graph.nodes().get(place).outputs());
        }
        List<Value> values = graph.values().stream()
                .filter(value -> !changed.contains(value.name()))
                .toList();
        return new Graph(nodes(), constants(), inputs, outputs, values, graph.rest());
    }

    private List<Node> nodes() throws MalformedGraph {
        List<Node> nodes = new ArrayList<>();
        Map<String, String> picked = Map.of(head.input(), head.isFlat() ? ROWS : PICKED);
        int first = head.readers().stream().mapToInt(Integer::intValue).min().orElseThrow();
        for (int place = 0; place < graph.nodes().size(); place++) {
            if (place == first) {
                nodes.addAll(selection());
            }
            Node node = graph.nodes().get(place);
            if (head.reshaped().contains(place)) {
                nodes.add(Node.of(
                        "Reshape",
                        List.of(node.input(0), LOGITS_SHAPE),
                        node.outputs().getFirst(),
                        Map.of()));
            } else {
                nodes.add(head.readers().contains(place) ? node.renamed(picked) : node);
            }
        }
        return nodes;
    }

    private List<Node> selection() {
        List<Node> nodes = new ArrayList<>();
        nodes.add(Node.of("Reshape", List.of(head.hidden(), SHAPE), FLAT, Map.of()));
        nodes.add(Node.of("Gather", List.of(FLAT, PreparedGraph.POSITIONS), PICKED, Map.of("axis", 1)));
        if (head.isFlat()) {
            nodes.add(Node.of("Reshape", List.of(PICKED, ROWS_SHAPE), ROWS, Map.of()));
        }
        return nodes;
    }

    private List<Tensor> constants() {
        List<Tensor> constants = new ArrayList<>(graph.initializers());
        // A size of 0 takes over what stands in this place.
        constants.add(Tensor.longs(SHAPE, 1, -1, head.width().orElse(0)));
        if (head.isFlat()) {
            constants.add(Tensor.longs(ROWS_SHAPE, -1, head.width().orElseThrow()));
            constants.add(Tensor.longs(LOGITS_SHAPE, 1, -1, head.vocabulary().orElseThrow()));
        }
        return constants;
    }

    private Value selected(Value output) throws MalformedGraph {
        List<Object> dimensions = output.dimensions();
        Object size = dimensions.isEmpty() ? "vocabulary" : dimensions.getLast();
        return output.withType(
                output.element(),
                1L,
                PreparedGraph.POSITIONS + "_count",
                head.vocabulary().isPresent() ? (Object) head.vocabulary().getAsLong() : size);
    }
}
