package dev.freehold.builder.checkpoint;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** The types that weights are published in, by the names of the safetensors format. */
enum StoredType {
    F32 {
        @Override
        void read(MemorySegment bytes, long offset, float[] target) {
            MemorySegment.copy(bytes, FLOAT, offset, target, 0, target.length);
        }
    },
    F16 {
        @Override
        void read(MemorySegment bytes, long offset, float[] target) {
            short[] halves = shorts(bytes, offset, target.length);
            for (int i = 0; i < halves.length; i++) {
                target[i] = Float.float16ToFloat(halves[i]);
            }
        }
    },
    /** The upper half of a single-precision number. */
    BF16 {
        @Override
        void read(MemorySegment bytes, long offset, float[] target) {
            short[] halves = shorts(bytes, offset, target.length);
            for (int i = 0; i < halves.length; i++) {
                target[i] = Float.intBitsToFloat(halves[i] << Short.SIZE);
            }
        }
    };

    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(LITTLE_ENDIAN);
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(LITTLE_ENDIAN);

    abstract void read(MemorySegment bytes, long offset, float[] target);

    int size() {
        return this == F32 ? Float.BYTES : Short.BYTES;
    }

    private static short[] shorts(MemorySegment bytes, long offset, int count) {
        short[] halves = new short[count];
        MemorySegment.copy(bytes, SHORT, offset, halves, 0, count);
        return halves;
    }
}
