package dev.freehold.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class SamplesTest {
    @Test
    void theMedianIsTheMiddleOrBetweenTheTwoInTheMiddle() {
        assertEquals(3, new Samples(List.of(9.0, 1.0, 3.0)).median());
        assertEquals(2, new Samples(List.of(9.0, 1.0, 3.0, 1.0)).median());
    }

    @Test
    void ratiosAreTakenRoundByRound() {
        Samples ratio = new Samples(List.of(1.0, 8.0)).per(new Samples(List.of(2.0, 4.0)));
        assertEquals(List.of(0.5, 2.0), ratio.values());
    }

    @Test
    void nothingIsNoMeasurement() {
        assertThrows(IllegalArgumentException.class, () -> new Samples(List.of()));
    }
}
