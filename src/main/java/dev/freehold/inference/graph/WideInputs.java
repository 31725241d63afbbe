package dev.freehold.inference.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Turns int32 inputs into int64 ones, so that every graph takes its tokens alike. */
final class WideInputs {
    private WideInputs() {}

    static boolean isNarrow(Graph graph, List<String> names) throws MalformedGraph {
        for (Value input : graph.inputs()) {
            if (names.contains(input.name()) && input.element() == Value.INT32) {
                return true;
            }
        }
        return false;
    }

    static Graph widen(Graph graph, List<String> names) throws MalformedGraph {
        List<Value> inputs = new ArrayList<>();
        List<Node> nodes = new ArrayList<>();
        Map<String, String> narrow = new HashMap<>();
        for (Value input : graph.inputs()) {
            if (names.contains(input.name()) && input.element() == Value.INT32) {
                String cast = input.name() + "_int32";
                nodes.add(Node.of("Cast", List.of(input.name()), cast, Map.of("to", Value.INT32)));
                narrow.put(input.name(), cast);
                inputs.add(input.withType(Value.INT64, input.dimensions().toArray()));
            } else {
                inputs.add(input);
            }
        }
        for (Node node : graph.nodes()) {
            nodes.add(node.renamed(narrow));
        }
        return graph.with(nodes).withInputs(inputs);
    }
}
