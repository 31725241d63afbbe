package dev.freehold.inference.decoder;

import ai.onnxruntime.OnnxTensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one run over some rows takes and gives besides its own inputs: the same memory as past and as present. The maps are
 * kept from run to run; a run puts its own tensors in and they are replaced by those of the next.
 */
final class RowBindings implements AutoCloseable {
    private final List<OnnxTensor> tensors;
    private final Map<String, OnnxTensor> inputs = new HashMap<>();
    private final Map<String, OnnxTensor> outputs = new HashMap<>();

    RowBindings(List<GraphSignature.CacheNames> names, List<OnnxTensor> tensors) {
        this.tensors = tensors;
        for (int i = 0; i < tensors.size(); i++) {
            inputs.put(names.get(i).past(), tensors.get(i));
            outputs.put(names.get(i).present(), tensors.get(i));
        }
    }

    Map<String, OnnxTensor> inputs() {
        return inputs;
    }

    Map<String, OnnxTensor> outputs() {
        return outputs;
    }

    @Override
    public void close() {
        tensors.forEach(OnnxTensor::close);
    }
}
