package dev.freehold.bench.builder;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Rounds rows of weights to whole numbers of few bits, block by block: {@code weight = scale * (number - zero)}, where zero
 * is the middle of the range. The weight of the largest magnitude in a block is met exactly.
 */
final class BlockQuantiser {
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(LITTLE_ENDIAN);

    private final int bits;
    private final int block;
    private final int columns;

    BlockQuantiser(Precision.Blockwise precision, int columns) {
        this.bits = precision.bits();
        this.block = precision.block();
        this.columns = columns;
    }

    int blocks() {
        return Math.ceilDiv(columns, block);
    }

    int blockBytes() {
        return block * bits / Byte.SIZE;
    }

    long rowBytes() {
        return (long) blocks() * blockBytes();
    }

    /** Writes one row of {@code columns} weights; a last block that is not full is filled up with zeros. */
    void write(float[] row, int index, MemorySegment numbers, MemorySegment scales) {
        for (int b = 0; b < blocks(); b++) {
            int from = b * block;
            int to = Math.min(columns, from + block);
            float scale = -largest(row, from, to) / zero();
            scales.set(FLOAT, ((long) index * blocks() + b) * Float.BYTES, scale);
            writeBlock(row, from, to, scale, numbers, index * rowBytes() + (long) b * blockBytes());
        }
    }

    private void writeBlock(float[] row, int from, int to, float scale, MemorySegment numbers, long offset) {
        float inverse = scale == 0 ? 0 : 1 / scale;
        for (int i = 0; i < blockBytes(); i++) {
            int number;
            if (bits == 4) {
                int low = number(row, from + 2 * i, to, inverse);
                number = low | number(row, from + 2 * i + 1, to, inverse) << 4;
            } else {
                number = number(row, from + i, to, inverse);
            }
            numbers.set(JAVA_BYTE, offset + i, (byte) number);
        }
    }

    private int number(float[] row, int index, int to, float inverse) {
        float value = index < to ? row[index] * inverse : 0;
        return Math.clamp(Math.round(value) + zero(), 0, 2 * zero() - 1);
    }

    private int zero() {
        return 1 << (bits - 1);
    }

    /** The weight of the largest magnitude, with its sign: there is one more number below the middle than above. */
    private static float largest(float[] row, int from, int to) {
        float largest = 0;
        for (int i = from; i < to; i++) {
            if (Math.abs(row[i]) > Math.abs(largest)) {
                largest = row[i];
            }
        }
        return largest;
    }
}
