package dev.freehold.builder;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Rounds rows of weights to whole numbers of few bits, block by block: {@code weight = scale * (number - zero)}, where zero
 * is the middle of the range. Of several scales it takes the one that loses least.
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
        BlockRounding rounding = new BlockRounding(bits, block);
        byte[] packed = new byte[blockBytes()];
        for (int b = 0; b < blocks(); b++) {
            int from = b * block;
            float scale = rounding.round(row, from, Math.min(columns, from + block));
            scales.set(FLOAT, ((long) index * blocks() + b) * Float.BYTES, scale);
            pack(rounding.numbers(), packed);
            MemorySegment.copy(
                    packed, 0, numbers, JAVA_BYTE, index * rowBytes() + (long) b * packed.length, packed.length);
        }
    }

    private void pack(int[] numbers, byte[] packed) {
        for (int i = 0; i < packed.length; i++) {
            packed[i] = (byte) (bits == 4 ? numbers[2 * i] | numbers[2 * i + 1] << 4 : numbers[i]);
        }
    }
}
