package dev.freehold.registry.guard;

/** The types of a tensor's elements, as {@code TensorProto.DataType} of onnx.proto numbers them. */
enum ElementType {
    UNDEFINED(0),
    FLOAT(32),
    UINT8(8),
    INT8(8),
    UINT16(16),
    INT16(16),
    INT32(32),
    INT64(64),
    STRING(0),
    BOOL(8),
    FLOAT16(16),
    DOUBLE(64),
    UINT32(32),
    UINT64(64),
    COMPLEX64(64),
    COMPLEX128(128),
    BFLOAT16(16),
    FLOAT8E4M3FN(8),
    FLOAT8E4M3FNUZ(8),
    FLOAT8E5M2(8),
    FLOAT8E5M2FNUZ(8),
    UINT4(4),
    INT4(4),
    FLOAT4E2M1(4),
    FLOAT8E8M0(8),
    UINT2(2),
    INT2(2);

    private final int bits;

    ElementType(int bits) {
        this.bits = bits;
    }

    static ElementType of(long number, String tensor) throws HarmfulFile {
        if (number <= 0 || number >= values().length) {
            throw new HarmfulFile("gives its tensor '%s' the unknown type %d".formatted(tensor, number));
        }
        return values()[(int) number];
    }

    /** Bytes of so many elements side by side, the last byte filled up. */
    long bytes(long elements) {
        return Math.ceilDiv(Math.multiplyExact(elements, (long) bits), 8);
    }

    /** How many numbers of the message's typed fields hold so many elements. */
    long numbers(long elements) {
        return switch (this) {
            case COMPLEX64, COMPLEX128 -> Math.multiplyExact(elements, 2);
            case UINT4, INT4, FLOAT4E2M1 -> Math.ceilDiv(elements, 2);
            case UINT2, INT2 -> Math.ceilDiv(elements, 4);
            default -> elements;
        };
    }

    /** The field of {@code TensorProto} that may hold such elements one by one. */
    int typedField() {
        return switch (this) {
            case FLOAT, COMPLEX64 -> 4;
            case STRING -> 6;
            case INT64 -> 7;
            case DOUBLE, COMPLEX128 -> 10;
            case UINT32, UINT64 -> 11;
            default -> 5;
        };
    }
}
