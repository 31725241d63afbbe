package dev.freehold.builder;

/** Types of tensors with the numbers that ONNX has for them. */
enum ElementType {
    FLOAT(1),
    UINT8(2),
    INT32(6),
    INT64(7),
    FLOAT16(10);

    private final int number;

    ElementType(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}
