package dev.freehold.inference.graph;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * Walks back from the logits to the hidden states that they are made of: over operations that treat every position alike,
 * past the product with the vocabulary's weights, to the first tensor through which everything comes.
 */
final class HeadSearch {
    private static final Set<String> ALIKE = Set.of(
            "Abs",
            "Add",
            "Cast",
            "Clip",
            "Div",
            "Erf",
            "Exp",
            "Gelu",
            "Identity",
            "Max",
            "Min",
            "Mul",
            "Neg",
            "Pow",
            "QuickGelu",
            "Relu",
            "Sigmoid",
            "Softcap",
            "Sqrt",
            "Sub",
            "Tanh",
            "QuantizeLinear",
            "DequantizeLinear",
            "DynamicQuantizeLinear");

    /** Products of the first input with weights in the second. */
    private static final Set<String> PRODUCTS = Set.of(
            "MatMul",
            "MatMulNBits",
            "Gemm",
            "MatMulInteger",
            "MatMulIntegerToFloat",
            "DynamicQuantizeMatMul",
            "FusedMatMul",
            "MatMulBnb4",
            "MatMulFpQ4");

    private final Graph graph;
    private final GraphIndex index;
    private final Set<String> frontier = new HashSet<>();
    private final Set<Integer> nodes = new TreeSet<>();
    private final Set<Integer> reshaped = new HashSet<>();
    private Optional<Node> product = Optional.empty();

    private HeadSearch(Graph graph) throws MalformedGraph {
        this.graph = graph;
        this.index = new GraphIndex(graph);
    }

    static Head find(Graph graph, String logits) throws Unrecognised, MalformedGraph {
        return new HeadSearch(graph).find(logits);
    }

    private Head find(String logits) throws Unrecognised, MalformedGraph {
        frontier.add(logits);
        while (product.isEmpty() || frontier.size() > 1) {
            stepBack();
        }
        String input = frontier.iterator().next();
        boolean isFlat = product.orElseThrow().is("Gemm");
        if (isFlat != !reshaped.isEmpty()) {
            throw new Unrecognised("its logits change their shape on the way");
        }
        return beforeSelection(input);
    }

    /** Replaces the tensor that is made last by what it is made of. */
    private void stepBack() throws Unrecognised, MalformedGraph {
        int last = -1;
        for (String tensor : frontier) {
            last = Math.max(
                    last,
                    index.producer(tensor)
                            .orElseThrow(() -> new Unrecognised("nothing makes " + tensor + " from hidden states")));
        }
        Node node = graph.nodes().get(last);
        node.outputs().forEach(frontier::remove);
        nodes.add(last);
        frontier.addAll(madeOf(node, last));
    }

    private List<String> madeOf(Node node, int place) throws Unrecognised, MalformedGraph {
        if (PRODUCTS.contains(node.operator())
                && index.isConstant(node.input(1))
                && node.integer("transA", 0) == 0
                && product.isEmpty()) {
            product = Optional.of(node);
        } else if (node.is("Reshape") && product.isEmpty()) {
            reshaped.add(place);
            return List.of(node.input(0));
        } else if (!ALIKE.contains(node.operator())) {
            throw new Unrecognised("its logits come out of " + node.operator());
        }
        return node.inputs().stream().filter(input -> !index.isConstant(input)).toList();
    }

    /** Goes on to the hidden states of all positions, where the graph itself picks some of them. */
    private Head beforeSelection(String input) throws Unrecognised, MalformedGraph {
        Optional<String> all = selectedFrom(input);
        if (all.isPresent()) {
            return head(all.get(), input);
        }
        Optional<Node> cast = index.node(input).filter(node -> node.is("Cast"));
        if (cast.isPresent()) {
            Optional<String> wide = selectedFrom(cast.get().input(0));
            if (wide.isPresent()) {
                nodes.add(index.producer(input).orElseThrow());
                return head(wide.get(), cast.get().input(0));
            }
        }
        return head(input, input);
    }

    private Optional<String> selectedFrom(String tensor) throws MalformedGraph {
        Optional<Node> node = index.node(tensor);
        while (node.isPresent() && node.get().is("Identity", "Unsqueeze", "Squeeze", "Reshape")) {
            node = index.node(node.get().input(0));
        }
        if (node.isPresent() && selectsPositions(node.get())) {
            String from = node.get().input(0);
            return Optional.of(selectedFrom(from).orElse(from));
        }
        return Optional.empty();
    }

    private boolean selectsPositions(Node node) throws MalformedGraph {
        return switch (node.operator()) {
            case "Gather" -> isAlongPositions(node.integer("axis", 0));
            case "Slice" -> {
                List<Long> axes = index.longs(node.input(3));
                yield axes.size() == 1 && isAlongPositions(axes.getFirst());
            }
            default -> false;
        };
    }

    private static boolean isAlongPositions(long axis) {
        return axis == 1 || axis == -2;
    }

    private Head head(String hidden, String input) throws MalformedGraph {
        Set<Integer> readers = new TreeSet<>();
        for (int place : nodes) {
            if (graph.nodes().get(place).inputs().contains(input)) {
                readers.add(place);
            }
        }
        Node weights = product.orElseThrow();
        boolean isTurned = weights.integer("transB", 0) != 0;
        return new Head(
                hidden,
                input,
                readers,
                Set.copyOf(nodes),
                size(weights, "K", isTurned ? 1 : 0),
                Set.copyOf(reshaped),
                size(weights, "N", isTurned ? 0 : 1));
    }

    private OptionalLong size(Node weights, String attribute, int axis) throws MalformedGraph {
        long said = weights.integer(attribute, 0);
        if (said > 0) {
            return OptionalLong.of(said);
        }
        Optional<Tensor> tensor = index.initializer(weights.input(1));
        if (tensor.isEmpty() || tensor.get().dimensions().size() != 2) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(tensor.get().dimensions().get(axis));
    }
}
