package dev.freehold.inference;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the elements of a tensor are. */
public enum TensorType {
    BOOL(1),
    UINT8(1),
    UINT16(2),
    UINT32(4),
    UINT64(8),
    INT8(1),
    INT16(2),
    INT32(4),
    INT64(8),
    FP16(2),
    BF16(2),
    FP32(4),
    FP64(8),
    /** Texts, each of its own length. */
    BYTES(0);

    private final int size;

    TensorType(int size) {
        this.size = size;
    }

    /** Bytes of each element; 0 where each has its own length. */
    public int size() {
        return size;
    }

    public static Optional<TensorType> named(String name) {
        for (TensorType type : values()) {
            if (type.name().equals(name)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /** All of them, for a sentence. */
    public static String names() {
        return Arrays.stream(values()).map(TensorType::name).collect(Collectors.joining(", "));
    }
}
