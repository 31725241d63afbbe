package dev.freehold.api.openinference;

import com.google.protobuf.UnsafeByteOperations;
import dev.freehold.api.openinference.wire.ModelInferRequest;
import dev.freehold.api.openinference.wire.ModelInferResponse;
import dev.freehold.gateway.TensorInference;
import dev.freehold.inference.Tensor;
import java.util.List;

/** What is sent back: as bytes to those who sent bytes, one by one to others where there is a list for it. */
final class WireAnswer {
    private WireAnswer() {}

    static ModelInferResponse of(ModelInferRequest request, List<Tensor> outputs) {
        boolean isRaw = request.getRawInputContentsCount() > 0
                || outputs.stream().anyMatch(output -> !WireContents.canHold(output.type()));
        ModelInferResponse.Builder response = ModelInferResponse.newBuilder()
                .setModelName(request.getModelName())
                .setModelVersion(TensorInference.VERSION)
                .setId(request.getId());
        for (Tensor output : outputs) {
            ModelInferResponse.InferOutputTensor.Builder tensor = response.addOutputsBuilder()
                    .setName(output.name())
                    .setDatatype(output.type().name())
                    .addAllShape(output.shape());
            if (isRaw) {
                response.addRawOutputContents(UnsafeByteOperations.unsafeWrap(output.data()));
            } else {
                tensor.setContents(WireContents.of(output));
            }
        }
        return response.build();
    }
}
