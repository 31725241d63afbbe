package dev.freehold.audit.index;

import dev.freehold.audit.EntryJson;
import dev.freehold.audit.RecordedEntry;
import dev.freehold.core.RequestId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A stretch of the log, as it goes into the index in one transaction. */
final class Stretch {
    private static final int FULL = 4096;

    /** Where an entry is found: its index, time in microseconds, shape, and the number of its request. */
    record Place(long index, long at, Shape shape, @Nullable Long request) {}

    /** Entries of one shape in one block. */
    record Cell(long block, Shape shape) {}

    /** How many there are, and when the first and the last of them were. */
    record Count(long entries, long earliest, long latest) {
        Count plus(Count other) {
            return new Count(
                    entries + other.entries, Math.min(earliest, other.earliest), Math.max(latest, other.latest));
        }
    }

    private final long from;
    private final List<Place> places = new ArrayList<>();
    private final Map<Cell, Count> cells = new HashMap<>();
    private @Nullable RecordedEntry last;

    Stretch(long from) {
        this.from = from;
    }

    void add(RecordedEntry recorded) {
        Shape shape = Shape.of(recorded.entry());
        long at = Micros.atOrAfter(recorded.entry().at());
        RequestId request = recorded.entry().request();
        places.add(new Place(recorded.index(), at, shape, request == null ? null : Shape.number(request.value())));
        cells.merge(new Cell(Blocks.of(recorded.index()), shape), new Count(1, at, at), Count::plus);
        last = recorded;
    }

    boolean isFull() {
        return places.size() >= FULL;
    }

    boolean isEmpty() {
        return places.isEmpty();
    }

    long from() {
        return from;
    }

    long next() {
        return last == null ? from : last.index() + 1;
    }

    /** The line of its last entry, by which the index knows its log again. */
    String lastLine() {
        if (last == null) {
            throw new IllegalStateException("an empty stretch has no last entry");
        }
        return EntryJson.write(last.entry());
    }

    List<Place> places() {
        return places;
    }

    Map<Cell, Count> cells() {
        return cells;
    }

    Set<Shape> shapes() {
        Set<Shape> shapes = new HashSet<>();
        cells.keySet().forEach(cell -> shapes.add(cell.shape()));
        return shapes;
    }
}
