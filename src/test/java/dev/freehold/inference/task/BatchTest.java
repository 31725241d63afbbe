package dev.freehold.inference.task;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.inference.EncodedText;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchTest {
    private static EncodedText ofLength(int length) {
        int[] types = IntStream.range(0, length).map(i -> Math.min(i, 1)).toArray();
        return new EncodedText(IntStream.rangeClosed(1, length).toArray(), types, List.of());
    }

    @Test
    void putsInputsOfSimilarLengthTogether() {
        List<EncodedText> inputs = List.of(ofLength(4096), ofLength(1), ofLength(4000), ofLength(2));
        assertEquals(List.of(List.of(0, 2), List.of(3, 1)), Batch.plan(inputs));
    }

    @Test
    void boundsWhatOneRunHolds() {
        List<List<Integer>> groups = Batch.plan(Collections.nCopies(100, ofLength(10)));
        assertEquals(List.of(32, 32, 32, 4), groups.stream().map(List::size).toList());
        assertEquals(3, Batch.plan(Collections.nCopies(3, ofLength(8193))).size());
        assertTrue(Batch.plan(List.of()).isEmpty());
    }

    @Test
    void fillsUpAndMasksWhatItFilled() {
        Batch batch = new Batch(List.of(ofLength(3), ofLength(1)), 9);
        assertEquals(3, batch.width());
        assertArrayEquals(new long[] {1, 2, 3, 1, 9, 9}, batch.values(Batch.Feed.INPUT_IDS));
        assertArrayEquals(new long[] {1, 1, 1, 1, 0, 0}, batch.values(Batch.Feed.ATTENTION_MASK));
        assertArrayEquals(new long[] {0, 1, 1, 0, 0, 0}, batch.values(Batch.Feed.TOKEN_TYPE_IDS));
        assertArrayEquals(new long[] {0, 1, 2, 0, 1, 2}, batch.values(Batch.Feed.POSITION_IDS));
    }
}
