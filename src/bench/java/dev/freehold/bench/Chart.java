package dev.freehold.bench;

import static dev.freehold.bench.Svg.Anchor.END;
import static dev.freehold.bench.Svg.Anchor.MIDDLE;
import static dev.freehold.bench.Svg.Anchor.START;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.bench.Figure.Comparison;
import dev.freehold.bench.Figure.Side;
import dev.freehold.bench.Svg.Point;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** The results as a picture: every ratio that has a target, and the tokens a second over the number of streams. */
final class Chart {
    private static final int WIDTH = 960;
    private static final int MARGIN = 32;
    private static final int HEAD = 84;
    private static final int ROW = 26;
    private static final int LABELS = 420;
    private static final int BARS = 380;
    private static final int CURVES = 270;
    private static final int PARTS = 4;
    private static final String INK = "#1f2933";
    private static final String FAINT = "#9aa5b1";
    private static final String GRID = "#e4e7eb";
    private static final String GATEWAY = "#0b69a3";
    private static final String BARE = "#9aa5b1";
    private static final String HOLDS = "#2f8f5b";
    private static final String MISSED = "#c65d21";

    private final ObjectNode machine;
    private final List<Comparison> judged;
    private final List<Comparison> streams;
    private final Svg svg;

    Chart(ObjectNode machine, List<Figure> figures) {
        this.machine = machine;
        List<Comparison> comparisons = figures.stream()
                .filter(Comparison.class::isInstance)
                .map(Comparison.class::cast)
                .toList();
        this.judged = comparisons.stream()
                .filter(comparison -> !(comparison.target() instanceof Target.None))
                .toList();
        this.streams = comparisons.stream()
                .filter(comparison -> comparison.id().matches("many-\\d+"))
                .toList();
        int curves = streams.size() > 1 ? CURVES + 3 * MARGIN : 0;
        this.svg = new Svg(WIDTH, HEAD + judged.size() * ROW + MARGIN + curves);
    }

    String svg() {
        svg.text(new Point(MARGIN, 36), START, 20, INK, "Freehold against ONNX Runtime in a bare loop");
        svg.text(new Point(MARGIN, 58), START, 12, FAINT, circumstances());
        double longest = judged.stream()
                .mapToDouble(comparison -> Math.max(comparison.ratio().median(), bound(comparison.target())))
                .max()
                .orElse(1);
        for (int i = 0; i < judged.size(); i++) {
            bar(judged.get(i), HEAD + i * ROW, BARS / Math.max(1, longest));
        }
        if (streams.size() > 1) {
            curves(HEAD + judged.size() * ROW + MARGIN);
        }
        return svg.toString();
    }

    private String circumstances() {
        return "%s · %s · %d threads · ONNX Runtime %s · %s"
                .formatted(
                        machine.path("model").asText(),
                        machine.path("processor").asText(),
                        machine.path("threads").asInt(),
                        machine.path("onnxruntime").asText(),
                        machine.path("date").asText());
    }

    private void bar(Comparison comparison, int top, double scale) {
        double ratio = comparison.ratio().median();
        double left = MARGIN + LABELS;
        double mark = left + bound(comparison.target()) * scale;
        svg.text(new Point(left - 10, top + 15), END, 12, INK, comparison.title());
        svg.box(left, top + 4, ratio * scale, ROW - 10, comparison.target().holds(ratio) ? HOLDS : MISSED);
        svg.line(new Point(mark, top + 1), new Point(mark, top + ROW - 3), INK);
        double end = Math.max(left + ratio * scale, mark);
        String verdict = "%s  (%s)".formatted(Table.number(ratio), comparison.target());
        svg.text(new Point(end + 8, top + 15), START, 12, INK, verdict);
    }

    private static double bound(Target target) {
        return switch (target) {
            case Target.AtLeast(double bound) -> bound;
            case Target.AtMost(double bound) -> bound;
            case Target.None() -> 0;
        };
    }

    private void curves(int top) {
        double highest = streams.stream()
                .mapToDouble(comparison -> Math.max(
                        comparison.subject().samples().median(),
                        comparison.reference().samples().median()))
                .max()
                .orElse(1);
        int bottom = top + MARGIN + CURVES;
        String title = "Tokens a second of all streams together, while all are written";
        svg.text(new Point(MARGIN, top + 8), START, 14, INK, title);
        for (int part = 0; part <= PARTS; part++) {
            double y = bottom - (double) CURVES * part / PARTS;
            svg.line(new Point(MARGIN + 48, y), new Point(WIDTH - MARGIN, y), GRID);
            svg.text(new Point(MARGIN + 40, y + 4), END, 11, FAINT, "%.0f".formatted(highest * part / PARTS));
        }
        for (int i = 0; i < streams.size(); i++) {
            String count = streams.get(i).id().substring("many-".length()) + (i == 0 ? " stream(s)" : "");
            svg.text(new Point(x(i), bottom + 18), MIDDLE, 11, FAINT, count);
        }
        curve("bare loop", -6, BARE, bottom, highest, comparison -> comparison.reference());
        curve("gateway", 14, GATEWAY, bottom, highest, comparison -> comparison.subject());
    }

    private void curve(
            String name, int labelBelow, String colour, int bottom, double highest, Function<Comparison, Side> side) {
        List<Point> points = IntStream.range(0, streams.size())
                .mapToObj(i -> new Point(
                        x(i), bottom - side.apply(streams.get(i)).samples().median() / highest * CURVES))
                .toList();
        svg.curve(points, colour);
        Point last = points.getLast();
        svg.text(new Point(last.x() + 12, last.y() + labelBelow), START, 12, colour, name);
    }

    private double x(int index) {
        return MARGIN + 80 + index * (double) (WIDTH - 2 * MARGIN - 180) / (streams.size() - 1);
    }
}
