package dev.freehold.inference.decoder;

import ai.onnxruntime.OnnxJavaType;
import java.nio.ByteBuffer;
import java.nio.ShortBuffer;

/** Reads rows of logits out of native memory. */
record Logits(int vocabulary, OnnxJavaType type) {

    long rowBytes() {
        return (long) vocabulary * type.size;
    }

    /** Copies row {@code row} of the buffer, whose elements are in native order. */
    void read(ByteBuffer buffer, int row, float[] target) {
        ByteBuffer slice = buffer.duplicate().order(buffer.order());
        slice.position(Math.toIntExact(row * rowBytes()));
        if (type == OnnxJavaType.FLOAT) {
            slice.asFloatBuffer().get(target, 0, vocabulary);
            return;
        }
        ShortBuffer halves = slice.asShortBuffer();
        for (int i = 0; i < vocabulary; i++) {
            target[i] = Float.float16ToFloat(halves.get(i));
        }
    }
}
