package dev.freehold.inference.graph;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What of a graph its outputs depend on. */
final class LiveNodes {
    private LiveNodes() {}

    /** The graph without nodes, initializers and inputs among {@code optional} that no output depends on. */
    static Graph only(Graph graph, List<String> optional) throws MalformedGraph {
        Set<String> needed = new HashSet<>();
        graph.outputs().forEach(output -> needed.add(output.name()));
        List<Node> live = new ArrayList<>();
        for (Node node : graph.nodes().reversed()) {
            if (node.outputs().stream().anyMatch(needed::contains)) {
                live.addFirst(node);
                needed.addAll(node.reads());
            }
        }
        List<Value> inputs = graph.inputs().stream()
                .filter(input -> needed.contains(input.name()) || !optional.contains(input.name()))
                .toList();
        List<Tensor> initializers = graph.initializers().stream()
                .filter(tensor -> needed.contains(tensor.name()))
                .toList();
        return new Graph(live, initializers, inputs, graph.outputs(), graph.values(), graph.rest());
    }
}
