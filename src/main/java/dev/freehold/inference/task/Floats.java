package dev.freehold.inference.task;

import ai.djl.ndarray.NDArray;
import ai.djl.translate.TranslateException;
import java.nio.ByteBuffer;
import java.nio.ShortBuffer;

/** Reads an array's buffer itself: arithmetic on arrays would need a second engine. */
final class Floats {
    private Floats() {}

    static float[] of(NDArray array) throws TranslateException {
        ByteBuffer bytes = array.toByteBuffer();
        return switch (array.getDataType()) {
            case FLOAT32 -> {
                float[] values = new float[bytes.remaining() / Float.BYTES];
                bytes.asFloatBuffer().get(values);
                yield values;
            }
            case FLOAT16 -> widened(bytes.asShortBuffer());
            default -> throw new TranslateException("its output is of type " + array.getDataType() + ", not float");
        };
    }

    private static float[] widened(ShortBuffer halves) {
        float[] values = new float[halves.remaining()];
        for (int i = 0; i < values.length; i++) {
            values[i] = Float.float16ToFloat(halves.get(i));
        }
        return values;
    }
}
