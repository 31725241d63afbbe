package dev.freehold.inference.graph;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who makes which tensor of a graph, and which tensors are the same in every run. */
final class GraphIndex {
    private final Graph graph;
    private final Map<String, Integer> producers = new HashMap<>();
    private final Map<String, Tensor> initializers = new HashMap<>();
    private final Set<String> constants = new HashSet<>(Set.of(""));

    GraphIndex(Graph graph) throws MalformedGraph {
        this.graph = graph;
        graph.initializers().forEach(tensor -> initializers.put(tensor.name(), tensor));
        constants.addAll(initializers.keySet());
        List<Node> nodes = graph.nodes();
        for (int i = 0; i < nodes.size(); i++) {
            Node node = nodes.get(i);
            boolean isConstant = node.inputs().isEmpty()
                    ? node.is("Constant")
                    : constants.containsAll(node.inputs()) && node.graphs().isEmpty();
            for (String output : node.outputs()) {
                producers.put(output, i);
                if (isConstant) {
                    constants.add(output);
                }
            }
        }
    }

    /** Where the node stands that makes a tensor; empty for inputs and initializers. */
    Optional<Integer> producer(String tensor) {
        return Optional.ofNullable(producers.get(tensor));
    }

    Optional<Node> node(String tensor) {
        return producer(tensor).map(graph.nodes()::get);
    }

    boolean isConstant(String tensor) {
        return constants.contains(tensor);
    }

    Optional<Tensor> initializer(String tensor) {
        return Optional.ofNullable(initializers.get(tensor));
    }

    /** The int64 values of a constant that the graph holds itself; else none. */
    List<Long> longs(String tensor) throws MalformedGraph {
        Optional<Tensor> held = initializer(tensor);
        if (held.isEmpty() && node(tensor).filter(node -> node.is("Constant")).isPresent()) {
            held = node(tensor).orElseThrow().tensor("value");
        }
        return held.isPresent() ? held.get().longs() : List.of();
    }
}
