package dev.freehold.inference.sampling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CandidatesTest {
    private final SplittableRandom random = new SplittableRandom(3);

    @Test
    void areTheFirstOfASort() {
        for (int round = 0; round < 200; round++) {
            float[] logits = logits(1 + random.nextInt(400));
            int count = 1 + random.nextInt(logits.length);
            assertArrayEquals(sorted(logits, count), Candidates.likeliest(logits, count));
        }
    }

    @Test
    void whatIsNoNumberComesLast() {
        float[] logits = {Float.NaN, -3, Float.NaN, 2, Float.NEGATIVE_INFINITY, 5};
        assertArrayEquals(new int[] {5, 3}, Candidates.likeliest(logits, 2));
        assertArrayEquals(new int[] {5, 3, 1}, Candidates.likeliest(logits, 3));
        assertEquals(1, Candidates.likeliest(new float[] {Float.NaN, 2, 1}));
        assertThrows(ArithmeticException.class, () -> Candidates.likeliest(new float[] {Float.NaN, Float.NaN}));
    }

    @Test
    void bitsOrderAsTheNumbersDo() {
        float[] ascending = {Float.NEGATIVE_INFINITY, -1e30f, -2, -1e-40f, 0, 1e-40f, 0.5f, 3, 1e30f};
        for (int i = 0; i < ascending.length; i++) {
            assertEquals(ascending[i], Candidates.logit(Candidates.bits(ascending[i])));
            for (int j = 0; j < ascending.length; j++) {
                assertEquals(
                        Integer.compare(i, j),
                        Integer.compareUnsigned(Candidates.bits(ascending[i]), Candidates.bits(ascending[j])));
            }
        }
        assertEquals(Candidates.bits(0f), Candidates.bits(-0f));
    }

    /** However the end is asked for, it lies where a sorted list says. */
    @Test
    void theCutIsWhereASortSays() {
        Weights weights = new Weights(10); // so that no weight is lost in the digits of the sum
        for (int round = 0; round < 200; round++) {
            float[] logits = logits(1 + random.nextInt(3000));
            int count = 1 + random.nextInt(logits.length);
            int[] order = sorted(logits, count);
            float least = logits[order[count - 1]];
            int ties = (int) IntStream.of(order).filter(i -> logits[i] == least).count();
            double above = 0;
            weights.relativeTo(logits[order[0]]);
            for (int i = 0; i < count - 1; i++) {
                above += weights.of(logits[order[i]]);
            }
            double mass = above + weights.of(least);
            assertCut(least, ties, mass, Cut.afterCount(logits, count, weights));
            assertCut(least, ties, mass, Cut.afterMass(logits, (above + mass) / 2, weights));
        }
    }

    @Test
    void aMassThatIsNeverReachedKeepsAll() {
        float[] logits = {1, 3, 2, 2};
        Weights weights = new Weights(1);
        weights.relativeTo(3);
        Cut cut = Cut.afterMass(logits, 100, weights);
        assertEquals(1, cut.least());
        assertEquals(1, cut.ties());
    }

    private static void assertCut(float least, int ties, double mass, Cut cut) {
        assertEquals(least, cut.least());
        assertEquals(ties, cut.ties());
        assertEquals(mass, cut.mass(), 1e-4 * mass);
    }

    /** With many ties, both zeros and both signs. */
    private float[] logits(int size) {
        float[] logits = new float[size];
        for (int i = 0; i < size; i++) {
            logits[i] = random.nextInt(21) - 10 + (random.nextBoolean() ? 0.5f : -0f);
        }
        return logits;
    }

    private static int[] sorted(float[] logits, int count) {
        return IntStream.range(0, logits.length)
                .boxed()
                .sorted((a, b) -> logits[a] == logits[b] ? a - b : Float.compare(logits[b], logits[a]))
                .limit(count)
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
