package dev.freehold.inference.tensor;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import dev.freehold.inference.Tensor;
import dev.freehold.inference.TensorSpec;
import dev.freehold.inference.TensorType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/** Carries tensors over to ONNX Runtime and back. */
final class OrtTensors {
    private OrtTensors() {}

    /** @param memory must outlive the tensor */
    static OnnxTensor of(OrtEnvironment environment, Tensor tensor, Arena memory) throws OrtException {
        long[] shape = tensor.shape().stream().mapToLong(Long::longValue).toArray();
        if (tensor.type() == TensorType.BYTES) {
            return OnnxTensor.createTensor(environment, Texts.read(tensor), shape);
        }
        ByteBuffer data = isUsable(tensor.data()) ? tensor.data().duplicate() : copy(tensor.data(), memory);
        return OnnxTensor.createTensor(
                environment, data.order(ByteOrder.nativeOrder()), shape, ElementTypes.java(tensor.type()));
    }

    /** Native code takes it where it is if that is a place where any type may begin. */
    private static boolean isUsable(ByteBuffer data) {
        return data.isDirect() && MemorySegment.ofBuffer(data).address() % Long.BYTES == 0;
    }

    private static ByteBuffer copy(ByteBuffer data, Arena memory) {
        return memory.allocate(data.remaining(), Long.BYTES)
                .copyFrom(MemorySegment.ofBuffer(data))
                .asByteBuffer();
    }

    /** A copy: what the runtime gave is freed when the run is over. */
    static Tensor read(TensorSpec spec, OnnxValue value) throws OrtException {
        if (!(value instanceof OnnxTensor tensor)) {
            throw new OrtException("%s is no tensor".formatted(spec.name()));
        }
        List<Long> shape = Arrays.stream(tensor.getInfo().getShape()).boxed().toList();
        return new Tensor(spec.name(), spec.type(), shape, data(spec.type(), tensor));
    }

    private static ByteBuffer data(TensorType type, OnnxTensor tensor) throws OrtException {
        if (type == TensorType.BYTES) {
            return Texts.write(tensor.getValue());
        }
        if (tensor.getInfo().getNumElements() == 0) {
            return ByteBuffer.allocate(0);
        }
        return tensor.getByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }
}
