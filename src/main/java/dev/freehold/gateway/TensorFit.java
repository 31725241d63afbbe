package dev.freehold.gateway;

import dev.freehold.core.Fault;
import dev.freehold.inference.Tensor;
import dev.freehold.inference.TensorModel;
import dev.freehold.inference.TensorSpec;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether tensors are those that a graph asks for; nothing else reaches native code. */
record TensorFit(TensorModel model, boolean acceptNan) {

    void check(TensorInference.Wish wish) {
        Set<String> given = new HashSet<>();
        for (int i = 0; i < wish.inputs().size(); i++) {
            Tensor tensor = wish.inputs().get(i);
            String field = "inputs[%d]".formatted(i);
            check(tensor, field);
            if (!given.add(tensor.name())) {
                throw Fault.invalid(field + ".name", "The input '%s' is given twice.".formatted(tensor.name()));
            }
        }
        for (TensorSpec input : model.inputs()) {
            if (!given.contains(input.name())) {
                throw Fault.invalid(
                        "inputs",
                        "The input '%s' is missing; the model takes %s."
                                .formatted(input.name(), names(model.inputs())));
            }
        }
        checkOutputs(wish.outputs());
    }

    private void check(Tensor tensor, String field) {
        TensorSpec spec = find(model.inputs(), tensor.name())
                .orElseThrow(() -> Fault.invalid(
                        field + ".name",
                        "There is no such input; the model takes %s.".formatted(names(model.inputs()))));
        if (tensor.type() != spec.type()) {
            throw Fault.invalid(
                    field + ".datatype",
                    "The input '%s' must be %s, and this is %s.".formatted(spec.name(), spec.type(), tensor.type()));
        }
        checkShape(tensor, spec, field);
        TensorData.check(tensor, field);
        if (!acceptNan && TensorData.hasNan(tensor)) {
            throw Fault.invalid(
                    field + ".data", "The input '%s' holds NaN, which is no number.".formatted(tensor.name()));
        }
    }

    private static void checkShape(Tensor tensor, TensorSpec spec, String field) {
        List<Long> shape = tensor.shape();
        boolean fits = shape.size() == spec.shape().size();
        for (int i = 0; fits && i < shape.size(); i++) {
            long expected = spec.shape().get(i);
            fits = expected < 0 || expected == shape.get(i);
        }
        if (!fits) {
            throw Fault.invalid(
                    field + ".shape",
                    "The input '%s' must have the shape %s, where -1 is any size, and this is %s."
                            .formatted(spec.name(), spec.shape(), shape));
        }
        if (shape.stream().anyMatch(dimension -> dimension < 1)) {
            throw Fault.invalid(
                    field + ".shape",
                    "The input '%s' has no elements in the shape %s; every dimension must be at least 1."
                            .formatted(spec.name(), shape));
        }
    }

    private void checkOutputs(List<String> wanted) {
        Set<String> asked = new HashSet<>();
        for (int i = 0; i < wanted.size(); i++) {
            String field = "outputs[%d].name".formatted(i);
            if (find(model.outputs(), wanted.get(i)).isEmpty()) {
                throw Fault.invalid(
                        field, "There is no such output; the model gives %s.".formatted(names(model.outputs())));
            }
            if (!asked.add(wanted.get(i))) {
                throw Fault.invalid(field, "The output '%s' is asked for twice.".formatted(wanted.get(i)));
            }
        }
    }

    private static Optional<TensorSpec> find(List<TensorSpec> specs, String name) {
        return specs.stream().filter(spec -> spec.name().equals(name)).findFirst();
    }

    private static String names(List<TensorSpec> specs) {
        return specs.stream().map(TensorSpec::name).collect(Collectors.joining(", "));
    }
}
