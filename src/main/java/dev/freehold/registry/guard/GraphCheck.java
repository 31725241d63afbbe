package dev.freehold.registry.guard;

import dev.freehold.registry.guard.ProtobufFields.Field;
import dev.freehold.registry.guard.TensorCheck.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Walks a {@code ModelProto}: bounded in depth and number, of known operators, with tensors that add up. */
final class GraphCheck {
    private static final int MOST_NODES = 200_000;
    private static final int MOST_FUNCTIONS = 1000;
    private static final int DEEPEST_GRAPH = 16;

    private final List<ExternalRange> external = new ArrayList<>();
    private final FunctionCalls functions = new FunctionCalls();
    private final Operators operators = new Operators();
    private int nodes;
    private boolean isGraphFound;

    /** What the tensors are called in a graph and in those around it. */
    private record Names(Map<String, Tensor> own, int depth) {}

    /** The places outside of the graph's file that its tensors are read from. */
    static List<ExternalRange> check(ProtobufFields model) throws HarmfulFile {
        GraphCheck check = new GraphCheck();
        check.model(model);
        return check.external;
    }

    private void model(ProtobufFields fields) throws HarmfulFile {
        for (Field field = fields.next(); field != null; field = fields.next()) {
            switch (field.number()) {
                case 7 -> {
                    isGraphFound = true;
                    functions.enter("");
                    graph(field.message(), new Names(new HashMap<>(), 0));
                }
                case 20 -> throw new HarmfulFile("is made for training");
                case 25 -> function(field.message());
                default -> {}
            }
        }
        if (!isGraphFound) {
            throw new HarmfulFile("is not a complete ONNX file; fetch or export it again");
        }
        operators.check(functions.defined());
        functions.check();
    }

    private void function(ProtobufFields fields) throws HarmfulFile {
        String name = "";
        String domain = "";
        List<Field> body = new ArrayList<>();
        for (Field field = fields.next(); field != null; field = fields.next()) {
            switch (field.number()) {
                case 1 -> name = field.text();
                case 7 -> body.add(field);
                case 10 -> domain = field.text();
                default -> {}
            }
        }
        functions.define(domain, name);
        if (functions.defined().size() > MOST_FUNCTIONS) {
            throw new HarmfulFile("defines more than %d functions".formatted(MOST_FUNCTIONS));
        }
        functions.enter(FunctionCalls.name(domain, name));
        for (Field node : body) {
            node(node.message(), new Names(Map.of(), 0));
        }
    }

    private void graph(ProtobufFields fields, Names outer) throws HarmfulFile {
        if (outer.depth() > DEEPEST_GRAPH) {
            throw new HarmfulFile("nests graphs more than %d deep".formatted(DEEPEST_GRAPH));
        }
        Map<String, Tensor> tensors = new HashMap<>(outer.own());
        List<Field> inside = new ArrayList<>();
        Set<String> own = new HashSet<>();
        for (Field field = fields.next(); field != null; field = fields.next()) {
            switch (field.number()) {
                case 1 -> inside.add(field);
                case 5 -> {
                    Tensor tensor = tensor(field.message());
                    if (!own.add(tensor.name())) {
                        throw new HarmfulFile("defines its tensor '%s' twice".formatted(tensor.name()));
                    }
                    tensors.put(tensor.name(), tensor);
                }
                case 15 -> sparse(field.message());
                default -> {}
            }
        }
        Names names = new Names(tensors, outer.depth());
        for (Field node : inside) {
            node(node.message(), names);
        }
    }

    private Tensor tensor(ProtobufFields fields) throws HarmfulFile {
        Tensor tensor = TensorCheck.check(fields);
        if (tensor.external() != null) {
            external.add(tensor.external());
        }
        return tensor;
    }

    private void sparse(ProtobufFields fields) throws HarmfulFile {
        for (Field field = fields.next(); field != null; field = fields.next()) {
            if (field.number() == 1 || field.number() == 2) {
                tensor(field.message());
            }
        }
    }

    private void node(ProtobufFields fields, Names names) throws HarmfulFile {
        if (++nodes > MOST_NODES) {
            throw new HarmfulFile("has more than %d nodes".formatted(MOST_NODES));
        }
        NodeFacts node = new NodeFacts();
        List<Field> attributes = new ArrayList<>();
        for (Field field = fields.next(); field != null; field = fields.next()) {
            node.read(field);
            if (field.number() == 5) {
                attributes.add(field);
            }
        }
        for (Field attribute : attributes) {
            attribute(attribute.message(), names, node);
        }
        functions.call(node.domain(), node.operator());
        operators.use(node.domain(), node.operator());
        QuantisedWeights.check(node, names.own());
    }

    private void attribute(ProtobufFields fields, Names names, NodeFacts node) throws HarmfulFile {
        String name = "";
        for (Field field = fields.next(); field != null; field = fields.next()) {
            switch (field.number()) {
                case 1 -> name = field.text();
                case 3 -> node.set(name, field.integer());
                case 5, 10 -> tensor(field.message());
                case 6, 11 -> graph(field.message(), new Names(names.own(), names.depth() + 1));
                case 22, 23 -> sparse(field.message());
                default -> {}
            }
        }
    }
}
