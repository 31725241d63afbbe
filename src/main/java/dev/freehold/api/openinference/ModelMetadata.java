package dev.freehold.api.openinference;

import dev.freehold.core.Fault;
import dev.freehold.gateway.TensorInference;
import dev.freehold.inference.ServableModel;
import dev.freehold.inference.TensorModel;
import dev.freehold.inference.TensorSpec;
import java.util.List;

/** The answer of {@code GET /v2/models/{model}}. */
public record ModelMetadata(
        String name,
        List<String> versions,
        String platform,
        List<TensorMetadata> inputs,
        List<TensorMetadata> outputs) {
    private static final String PLATFORM = "onnx_onnxv1";

    /** A dimension of any size is -1. */
    public record TensorMetadata(String name, String datatype, List<Long> shape) {
        static TensorMetadata of(TensorSpec spec) {
            return new TensorMetadata(spec.name(), spec.type().name(), spec.shape());
        }
    }

    static ModelMetadata of(ServableModel model) {
        if (!(model instanceof TensorModel graph)) {
            throw Fault.invalid("model", "The model '%s' does not take tensors.".formatted(model.id()));
        }
        return new ModelMetadata(
                graph.id().value(),
                List.of(TensorInference.VERSION),
                PLATFORM,
                graph.inputs().stream().map(TensorMetadata::of).toList(),
                graph.outputs().stream().map(TensorMetadata::of).toList());
    }
}
