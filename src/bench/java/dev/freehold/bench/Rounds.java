package dev.freehold.bench;

import java.util.ArrayList;
import java.util.List;

/** Takes two measurements in turn, and the other one first in every second round. */
final class Rounds {
    private Rounds() {}

    interface Taken {
        double take() throws Exception;
    }

    record Pair(Samples first, Samples second) {}

    static Pair alternate(int rounds, Taken first, Taken second) throws Exception {
        List<Double> firsts = new ArrayList<>();
        List<Double> seconds = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            if (round % 2 == 0) {
                firsts.add(first.take());
                seconds.add(second.take());
            } else {
                seconds.add(second.take());
                firsts.add(first.take());
            }
        }
        return new Pair(new Samples(firsts), new Samples(seconds));
    }
}
