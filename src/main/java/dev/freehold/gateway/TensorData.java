package dev.freehold.gateway;

import dev.freehold.core.Fault;
import dev.freehold.inference.Tensor;
import dev.freehold.inference.TensorType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Whether the bytes of a tensor are what its type and shape say. */
final class TensorData {
    private static final int FP16_INFINITY = 0x7C00;
    private static final int BF16_INFINITY = 0x7F80;

    private TensorData() {}

    /** @param field where the tensor stands in the request */
    static void check(Tensor tensor, String field) {
        long elements = tensor.elements();
        long held = held(tensor);
        if (held != elements) {
            throw Fault.invalid(
                    field + ".data",
                    "The input '%s' holds %s, and the shape %s asks for %d elements."
                            .formatted(tensor.name(), amount(tensor, held), tensor.shape(), elements));
        }
        if (tensor.type() == TensorType.BOOL) {
            checkBooleans(tensor, field);
        }
    }

    private static String amount(Tensor tensor, long held) {
        return held < 0
                ? "%d bytes that do not end with an element"
                        .formatted(tensor.data().remaining())
                : held + "";
    }

    /** How many elements there are in the bytes, -1 when the last one is incomplete. */
    private static long held(Tensor tensor) {
        int bytes = tensor.data().remaining();
        int size = tensor.type().size();
        if (size > 0) {
            return bytes % size == 0 ? bytes / size : -1;
        }
        return texts(tensor.data().duplicate().order(ByteOrder.LITTLE_ENDIAN));
    }

    private static long texts(ByteBuffer data) {
        long texts = 0;
        while (data.hasRemaining()) {
            if (data.remaining() < Integer.BYTES) {
                return -1;
            }
            int length = data.getInt();
            if (length < 0 || length > data.remaining()) {
                return -1;
            }
            data.position(data.position() + length);
            texts++;
        }
        return texts;
    }

    private static void checkBooleans(Tensor tensor, String field) {
        ByteBuffer data = tensor.data();
        for (int i = data.position(); i < data.limit(); i++) {
            if ((data.get(i) & ~1) != 0) {
                throw Fault.invalid(
                        field + ".data", "The input '%s' is BOOL; each byte must be 0 or 1.".formatted(tensor.name()));
            }
        }
    }

    static boolean hasNan(Tensor tensor) {
        ByteBuffer data = tensor.data().duplicate().order(ByteOrder.LITTLE_ENDIAN);
        return switch (tensor.type()) {
            case FP32 -> hasNanFloat(data);
            case FP64 -> hasNanDouble(data);
            case FP16 -> hasNanShort(data, FP16_INFINITY);
            case BF16 -> hasNanShort(data, BF16_INFINITY);
            case BOOL, UINT8, UINT16, UINT32, UINT64, INT8, INT16, INT32, INT64, BYTES -> false;
        };
    }

    private static boolean hasNanFloat(ByteBuffer data) {
        boolean found = false;
        for (int i = data.position(); i < data.limit(); i += Float.BYTES) {
            found |= Float.isNaN(data.getFloat(i));
        }
        return found;
    }

    private static boolean hasNanDouble(ByteBuffer data) {
        boolean found = false;
        for (int i = data.position(); i < data.limit(); i += Double.BYTES) {
            found |= Double.isNaN(data.getDouble(i));
        }
        return found;
    }

    /** NaN is what lies beyond infinity. */
    private static boolean hasNanShort(ByteBuffer data, int infinity) {
        boolean found = false;
        for (int i = data.position(); i < data.limit(); i += Short.BYTES) {
            found |= (data.getShort(i) & 0x7FFF) > infinity;
        }
        return found;
    }
}
