package dev.freehold.inference.decoder;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class RunCostsTest {
    private final RunCosts costs = new RunCosts(8);

    @Test
    void guessesBetweenWhatItSaw() {
        assertEquals(0, costs.of(3));
        costs.observe(2, 100);
        assertEquals(100, costs.of(1), "no run is quicker for being smaller, until one was seen");
        assertEquals(200, costs.of(4), "beyond the largest, in proportion");
        costs.observe(6, 300);
        assertEquals(200, costs.of(4));
        assertEquals(400, costs.of(8));
    }

    @Test
    void followsWhatRunsTakeNow() {
        costs.observe(1, 100);
        for (int i = 0; i < 100; i++) {
            costs.observe(1, 200);
        }
        assertEquals(200, costs.of(1), 1);
    }
}
