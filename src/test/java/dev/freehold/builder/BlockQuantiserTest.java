package dev.freehold.builder;

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
    void noBlockIsMetWorseThanByMeetingItsLargestWeight() {
        double ours = 0;
        double plain = 0;
        for (int seed = 0; seed < 200; seed++) {
            float[] row = row(seed);
            for (int bits : new int[] {4, 8}) {
                float[] read = roundTrip(row, bits);
                for (int from = 0; from < COLUMNS; from += 32) {
                    int to = Math.min(COLUMNS, from + 32);
                    double own = error(row, read, from, to);
                    double usual = error(row, plain(row, bits, from, to), from, to);
                    assertTrue(own <= usual * 1.0001 + 1e-12, own + " instead of " + usual);
                    ours += bits == 4 ? own : 0;
                    plain += bits == 4 ? usual : 0;
                }
            }
        }
        double ratio = ours / plain;
        assertTrue(ratio < 0.9, () -> "the squared error is " + ratio + " of what it was");
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

    private static float[] row(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] row = new float[COLUMNS];
        for (int i = 0; i < row.length; i++) {
            row[i] = (float) random.nextGaussian();
        }
        return row;
    }

    /** The usual way: the largest weight becomes the smallest number. */
    private static float[] plain(float[] row, int bits, int from, int to) {
        float largest = 0;
        for (int i = from; i < to; i++) {
            largest = Math.abs(row[i]) > Math.abs(largest) ? row[i] : largest;
        }
        int zero = 1 << (bits - 1);
        float scale = -largest / zero;
        float[] read = new float[row.length];
        for (int i = from; i < to; i++) {
            read[i] = scale * Math.clamp(Math.round(row[i] / scale), -zero, zero - 1);
        }
        return read;
    }

    private static double error(float[] row, float[] read, int from, int to) {
        double error = 0;
        for (int i = from; i < to; i++) {
            error += (row[i] - read[i]) * (row[i] - read[i]);
        }
        return error;
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
