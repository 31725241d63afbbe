package dev.freehold.bench.builder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BlockQuantiserTest {
    private static final int COLUMNS = 72;

    @Test
    void everyWeightIsMetWithinAStepAndTheLargestExactly() {
        float[] row = new float[COLUMNS];
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < row.length; i++) {
            row[i] = (float) random.nextGaussian();
        }
        for (int bits : new int[] {4, 8}) {
            float[] read = roundTrip(row, bits);
            float largest = 0;
            for (int i = 0; i < row.length; i++) {
                largest = Math.abs(row[i]) > Math.abs(largest) ? row[i] : largest;
                double step = 4.0 / (1 << (bits - 1));
                assertTrue(Math.abs(read[i] - row[i]) <= step, row[i] + " became " + read[i]);
            }
            float expected = largest;
            assertTrue(indexOf(read, expected) >= 0, () -> expected + " was lost");
        }
    }

    @Test
    void aBlockOfZerosStaysOne() {
        for (float value : roundTrip(new float[COLUMNS], 4)) {
            assertTrue(value == 0, () -> "became " + value);
        }
    }

    @Test
    void theLowHalfOfAByteComesFirst() {
        float[] row = new float[32];
        row[0] = -8;
        row[1] = 3;
        BlockQuantiser quantiser = new BlockQuantiser(new Precision.Blockwise(4, 32), row.length);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment numbers = arena.allocate(quantiser.rowBytes());
            MemorySegment scales = arena.allocate(Float.BYTES);
            quantiser.write(row, 0, numbers, scales);
            assertEquals((byte) 0xB0, numbers.get(ValueLayout.JAVA_BYTE, 0));
            assertEquals((byte) 0x88, numbers.get(ValueLayout.JAVA_BYTE, 1));
            assertEquals(1, scales.get(ValueLayout.JAVA_FLOAT, 0));
        }
    }

    private static int indexOf(float[] values, float wanted) {
        for (int i = 0; i < values.length; i++) {
            if (Math.abs(values[i] - wanted) < 1e-6) {
                return i;
            }
        }
        return -1;
    }

    /** Writes the row as the second one, and reads it as a runtime does. */
    private static float[] roundTrip(float[] row, int bits) {
        BlockQuantiser quantiser = new BlockQuantiser(new Precision.Blockwise(bits, 32), row.length);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment numbers = arena.allocate(2 * quantiser.rowBytes());
            MemorySegment scales = arena.allocate(2L * quantiser.blocks() * Float.BYTES);
            quantiser.write(row, 1, numbers, scales);
            float[] read = new float[row.length];
            for (int i = 0; i < row.length; i++) {
                int first = quantiser.blocks() * 32 + i;
                int number = Byte.toUnsignedInt(numbers.get(ValueLayout.JAVA_BYTE, (long) first * bits / 8));
                int value = bits == 8 ? number - 128 : (number >> (i % 2 * 4) & 15) - 8;
                read[i] = value * scales.getAtIndex(ValueLayout.JAVA_FLOAT, quantiser.blocks() + i / 32);
            }
            return read;
        }
    }
}
