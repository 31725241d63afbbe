package dev.freehold.api.openinference;

import com.google.protobuf.ByteString;
import dev.freehold.api.openinference.wire.InferParameter;
import dev.freehold.api.openinference.wire.ModelInferRequest;
import dev.freehold.core.Fault;
import dev.freehold.gateway.TensorInference;
import dev.freehold.inference.Tensor;
import dev.freehold.inference.TensorType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a message that asks for a run. */
final class WireRequest {
    private WireRequest() {}

    static TensorInference.Wish read(ModelInferRequest request) {
        refuse("parameters", request.getParametersMap());
        List<String> outputs = new ArrayList<>();
        for (ModelInferRequest.InferRequestedOutputTensor output : request.getOutputsList()) {
            refuse("outputs[%d].parameters".formatted(outputs.size()), output.getParametersMap());
            outputs.add(output.getName());
        }
        String version = request.getModelVersion();
        return new TensorInference.Wish(
                request.getModelName(),
                version.isEmpty() ? Optional.empty() : Optional.of(version),
                inputs(request),
                outputs);
    }

    private static List<Tensor> inputs(ModelInferRequest request) {
        List<ByteString> raw = request.getRawInputContentsList();
        if (!raw.isEmpty() && raw.size() != request.getInputsCount()) {
            throw Fault.invalid(
                    "raw_input_contents",
                    "'raw_input_contents' has %d entries for %d inputs."
                            .formatted(raw.size(), request.getInputsCount()));
        }
        List<Tensor> inputs = new ArrayList<>();
        for (ModelInferRequest.InferInputTensor input : request.getInputsList()) {
            int index = inputs.size();
            inputs.add(input(input, "inputs[%d]".formatted(index), raw.isEmpty() ? null : raw.get(index)));
        }
        return inputs;
    }

    private static Tensor input(ModelInferRequest.InferInputTensor input, String field, @Nullable ByteString raw) {
        refuse(field + ".parameters", input.getParametersMap());
        TensorType type = TensorType.named(input.getDatatype())
                .orElseThrow(() -> Fault.invalid(
                        field + ".datatype", "There is no such datatype; there are %s.".formatted(TensorType.names())));
        if (raw != null && input.hasContents()) {
            throw Fault.invalid(
                    field + ".contents", "An input has either contents or raw_input_contents, and not both.");
        }
        for (long dimension : input.getShapeList()) {
            if (dimension < 0) {
                throw Fault.invalid(field + ".shape", "No dimension of a shape may be negative.");
            }
        }
        ByteBuffer data =
                raw != null ? raw.asReadOnlyByteBuffer() : WireContents.read(input.getContents(), type, field);
        return new Tensor(input.getName(), type, input.getShapeList(), data);
    }

    private static void refuse(String field, Map<String, InferParameter> parameters) {
        if (!parameters.isEmpty()) {
            throw Fault.invalid(field, "No parameters are known here.");
        }
    }
}
