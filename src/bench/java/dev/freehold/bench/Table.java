package dev.freehold.bench;

import java.util.Locale;

/** The figures as lines of text. */
final class Table {
    private static final String LINE = "%-62s %-28s %-28s %-22s %-8s %s";

    private Table() {}

    static String header() {
        return LINE.formatted("", "gateway", "against", "ratio (min–max)", "target", "")
                .stripTrailing();
    }

    static String line(Figure figure) {
        return columns(figure).stripTrailing();
    }

    private static String columns(Figure figure) {
        return switch (figure) {
            case Figure.Comparison comparison ->
                LINE.formatted(
                        comparison.title(),
                        side(comparison.subject(), comparison.unit()),
                        side(comparison.reference(), comparison.unit()),
                        range(comparison.ratio()),
                        comparison.target(),
                        verdict(comparison.target(), comparison.ratio()));
            case Figure.Value value ->
                LINE.formatted(
                        value.title(),
                        range(value.samples()) + " " + value.unit(),
                        "",
                        "",
                        value.target(),
                        verdict(value.target(), value.samples()));
            case Figure.NotMeasured missing ->
                LINE.formatted(missing.title(), "not measured", missing.reason(), "", "", "");
        };
    }

    private static String side(Figure.Side side, String unit) {
        return "%s %s %s".formatted(number(side.samples().median()), unit, side.name());
    }

    private static String range(Samples samples) {
        return "%s (%s–%s)".formatted(number(samples.median()), number(samples.min()), number(samples.max()));
    }

    private static String verdict(Target target, Samples samples) {
        if (target instanceof Target.None) {
            return "";
        }
        return target.holds(samples.median()) ? "holds" : "MISSED";
    }

    static String number(double value) {
        return String.format(Locale.ROOT, Math.abs(value) >= 10 ? "%.1f" : "%.3f", value);
    }
}
