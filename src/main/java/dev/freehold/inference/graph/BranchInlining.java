package dev.freehold.inference.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Merged exports hold two graphs: one for a prompt and one for what follows, which takes past keys and values. The second
 * can do both when the past may be empty, so it becomes the graph. The initializers that the branches share stay.
 */
final class BranchInlining {
    static final String SWITCH = "use_cache_branch";

    private BranchInlining() {}

    static Graph inline(Graph graph) throws Unrecognised, MalformedGraph {
        List<Node> choices = graph.nodes().stream()
                .filter(node -> node.is("If") && node.input(0).equals(SWITCH))
                .toList();
        if (choices.size() != 1) {
            throw new Unrecognised("its branches do not depend on " + SWITCH + " alone");
        }
        Node choice = choices.getFirst();
        Graph inlined = inline(graph, choice, choice.graph("then_branch"));
        Graph live = LiveNodes.only(inlined, List.of(SWITCH));
        if (live.hasInput(SWITCH)) {
            throw new Unrecognised("more than its branches depend on " + SWITCH);
        }
        return live;
    }

    private static Graph inline(Graph graph, Node choice, Graph branch) throws Unrecognised, MalformedGraph {
        if (branch.rest().stream().anyMatch(field -> field.number() == Graph.SPARSE_INITIALIZER)) {
            throw new Unrecognised("a branch holds sparse weights");
        }
        Graph renamed = branch.renamed(names(graph, choice, branch));
        List<Node> nodes = new ArrayList<>();
        for (Node node : graph.nodes()) {
            if (node.equals(choice)) {
                nodes.addAll(renamed.nodes());
            } else {
                nodes.add(node);
            }
        }
        List<Tensor> initializers = new ArrayList<>(graph.initializers());
        initializers.addAll(branch.initializers());
        return new Graph(nodes, initializers, graph.inputs(), graph.outputs(), graph.values(), graph.rest());
    }

    /** What the branch calls its outputs, to what the graph outside calls them. */
    private static Map<String, String> names(Graph graph, Node choice, Graph branch) throws Unrecognised {
        if (choice.outputs().size() != branch.outputs().size()) {
            throw new Unrecognised("a branch gives another number of tensors than the graph");
        }
        Map<String, String> names = new HashMap<>();
        for (int i = 0; i < choice.outputs().size(); i++) {
            String inner = branch.outputs().get(i).name();
            if (branch.nodes().stream().noneMatch(node -> node.outputs().contains(inner))
                    || names.put(inner, choice.outputs().get(i)) != null) {
                throw new Unrecognised("a branch passes on " + inner);
            }
        }
        Set<String> outside = graph.names();
        for (String name : branch.names()) {
            if (!names.containsKey(name) && outside.contains(name)) {
                throw new Unrecognised("both a branch and the graph have a tensor " + name);
            }
        }
        return names;
    }
}
