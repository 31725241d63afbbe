package dev.freehold.bench;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A drawing that grows shape by shape. */
final class Svg {
    private final StringBuilder shapes = new StringBuilder();
    private final int width;
    private final int height;

    /** A point of a line. */
    record Point(double x, double y) {}

    Svg(int width, int height) {
        this.width = width;
        this.height = height;
    }

    void box(double x, double y, double boxWidth, double boxHeight, String colour) {
        add("<rect x='%s' y='%s' width='%s' height='%s' rx='2' fill='%s'/>"
                .formatted(number(x), number(y), number(boxWidth), number(boxHeight), colour));
    }

    void line(Point from, Point to, String colour) {
        add("<line x1='%s' y1='%s' x2='%s' y2='%s' stroke='%s'/>"
                .formatted(number(from.x()), number(from.y()), number(to.x()), number(to.y()), colour));
    }

    void curve(List<Point> points, String colour) {
        String path = points.stream()
                .map(point -> number(point.x()) + "," + number(point.y()))
                .collect(Collectors.joining(" "));
        add("<polyline points='%s' fill='none' stroke='%s' stroke-width='2'/>".formatted(path, colour));
        points.forEach(point -> add(
                "<circle cx='%s' cy='%s' r='3.5' fill='%s'/>".formatted(number(point.x()), number(point.y()), colour)));
    }

    /** Where a text stands from its point. */
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    void text(Point at, Anchor anchor, int size, String colour, String text) {
        add("<text x='%s' y='%s' text-anchor='%s' font-size='%d' fill='%s'>%s</text>"
                .formatted(
                        number(at.x()),
                        number(at.y()),
                        anchor.name().toLowerCase(Locale.ROOT),
                        size,
                        colour,
                        text.replace("&", "&amp;").replace("<", "&lt;")));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private void add(String shape) {
        shapes.append(shape).append('\n');
    }

    @Override
    public String toString() {
        return """
                <svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %1$d %2$d' width='%1$d' height='%2$d' \
                font-family='system-ui, sans-serif'>
                <rect width='%1$d' height='%2$d' fill='#ffffff'/>
                %3$s</svg>
                """.formatted(width, height, shapes);
    }
}
