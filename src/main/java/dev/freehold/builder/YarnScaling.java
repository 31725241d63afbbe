package dev.freehold.builder;

import java.util.ArrayList;
import java.util.List;

/** Pairs that turn often in a text keep their speed, those that do not turn once are slowed down (YaRN, arXiv 2309.00071). */
final class YarnScaling {
    private final ModelConfig scaling;
    private final double base;
    private final int width;
    private final int trained;

    YarnScaling(ModelConfig scaling, double base, int width, int trained) {
        this.scaling = scaling;
        this.base = base;
        this.width = width;
        this.trained = trained;
    }

    Rotation rotation(List<Double> plain) {
        double factor = scaling.number("factor");
        double first = pairThatTurns(scaling.number("beta_fast", 32));
        double last = pairThatTurns(scaling.number("beta_slow", 1));
        if (scaling.flag("truncate", true)) {
            first = Math.floor(first);
            last = Math.ceil(last);
        }
        first = Math.max(first, 0);
        last = Math.min(last, width - 1);
        double span = first == last ? 0.001 : last - first;
        List<Double> frequencies = new ArrayList<>();
        for (int i = 0; i < plain.size(); i++) {
            double slowed = Math.clamp((i - first) / span, 0, 1);
            frequencies.add(plain.get(i) * (slowed / factor + (1 - slowed)));
        }
        return new Rotation(frequencies, scaling.number("attention_factor", magnitude(factor)));
    }

    /** Which pair turns so many times in a text as long as those of the training. */
    private double pairThatTurns(double times) {
        return width * Math.log(trained / (times * 2 * Math.PI)) / (2 * Math.log(base));
    }

    private double magnitude(double factor) {
        double all = scaling.number("mscale_all_dim", 0);
        double own = scaling.number("mscale", 0);
        return own != 0 && all != 0 ? growth(factor, own) / growth(factor, all) : growth(factor, 1);
    }

    private static double growth(double factor, double scale) {
        return factor <= 1 ? 1 : 0.1 * scale * Math.log(factor) + 1;
    }
}
