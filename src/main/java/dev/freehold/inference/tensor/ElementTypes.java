package dev.freehold.inference.tensor;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.TensorInfo;
import dev.freehold.inference.ModelLoadException;
import dev.freehold.inference.TensorSpec;
import dev.freehold.inference.TensorType;
import java.util.Arrays;
import java.util.Optional;

/** What ONNX Runtime calls the types of elements. */
final class ElementTypes {
    private ElementTypes() {}

    /** Empty for what is no tensor of a type that can be sent, such as a map. */
    static Optional<TensorSpec> spec(NodeInfo node) {
        return node.getInfo() instanceof TensorInfo tensor
                ? type(tensor)
                        .map(type -> new TensorSpec(
                                node.getName(),
                                type,
                                Arrays.stream(tensor.getShape())
                                        .mapToObj(dimension -> Math.max(-1, dimension))
                                        .toList()))
                : Optional.empty();
    }

    static TensorSpec input(NodeInfo node) throws ModelLoadException {
        return spec(node)
                .orElseThrow(() -> new ModelLoadException(
                        "its input %s is none that can be sent: %s".formatted(node.getName(), node.getInfo())));
    }

    /** Whether ONNX Runtime's interface for Java can carry it as it is; else it goes as a signed number of the same bits. */
    static boolean isCarried(TensorSpec spec) {
        return switch (spec.type()) {
            case UINT16, UINT32, UINT64 -> false;
            case BOOL, UINT8, INT8, INT16, INT32, INT64, FP16, BF16, FP32, FP64, BYTES -> true;
        };
    }

    static OnnxJavaType java(TensorType type) {
        return switch (type) {
            case BOOL -> OnnxJavaType.BOOL;
            case UINT8 -> OnnxJavaType.UINT8;
            case INT8 -> OnnxJavaType.INT8;
            case INT16, UINT16 -> OnnxJavaType.INT16;
            case INT32, UINT32 -> OnnxJavaType.INT32;
            case INT64, UINT64 -> OnnxJavaType.INT64;
            case FP16 -> OnnxJavaType.FLOAT16;
            case BF16 -> OnnxJavaType.BFLOAT16;
            case FP32 -> OnnxJavaType.FLOAT;
            case FP64 -> OnnxJavaType.DOUBLE;
            case BYTES -> OnnxJavaType.STRING;
        };
    }

    private static Optional<TensorType> type(TensorInfo tensor) {
        return switch (tensor.onnxType) {
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_BOOL -> Optional.of(TensorType.BOOL);
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT8 -> Optional.of(TensorType.UINT8);
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT16 -> Optional.of(TensorType.UINT16);
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT32 -> Optional.of(TensorType.UINT32);
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT64 -> Optional.of(TensorType.UINT64);
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT8 -> Optional.of(TensorType.INT8);
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT16 -> Optional.of(TensorType.INT16);
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT32 -> Optional.of(TensorType.INT32);
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT64 -> Optional.of(TensorType.INT64);
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT16 -> Optional.of(TensorType.FP16);
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_BFLOAT16 -> Optional.of(TensorType.BF16);
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT -> Optional.of(TensorType.FP32);
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_DOUBLE -> Optional.of(TensorType.FP64);
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_STRING -> Optional.of(TensorType.BYTES);
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_UNDEFINED,
                    ONNX_TENSOR_ELEMENT_DATA_TYPE_COMPLEX64,
                    ONNX_TENSOR_ELEMENT_DATA_TYPE_COMPLEX128,
                    ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT8E4M3FN,
                    ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT8E4M3FNUZ,
                    ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT8E5M2,
                    ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT8E5M2FNUZ -> Optional.empty();
        };
    }
}
