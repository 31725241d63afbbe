package dev.freehold.inference.decoder;

import java.util.ArrayList;
import java.util.List;

/**
 * Which sequence sits in which row. Those that write sit in rows {@code 0..writing-1}, for one run takes neighbouring rows; those
 * that still read their prompt or pause sit behind them. Belongs to the loop's thread.
 */
final class Seats {
    private final Decoder decoder;
    private final List<Sequence> seated = new ArrayList<>();
    private int writing;

    Seats(Decoder decoder) {
        this.decoder = decoder;
    }

    int size() {
        return seated.size();
    }

    boolean hasRoom() {
        return seated.size() < decoder.rows();
    }

    List<Sequence> all() {
        return List.copyOf(seated);
    }

    List<Sequence> writing() {
        return seated.subList(0, writing);
    }

    /** Those that read or pause. */
    List<Sequence> others() {
        return seated.subList(writing, seated.size());
    }

    /** Gives a sequence an empty row. */
    void add(Sequence sequence) {
        decoder.clear(seated.size());
        sequence.row(seated.size());
        seated.add(sequence);
    }

    boolean holds(Sequence sequence) {
        return sequence.row() < seated.size() && seated.get(sequence.row()) == sequence;
    }

    boolean isWriting(Sequence sequence) {
        return sequence.row() < writing;
    }

    void startWriting(Sequence sequence) {
        exchange(sequence.row(), writing);
        writing++;
    }

    void stopWriting(Sequence sequence) {
        writing--;
        exchange(sequence.row(), writing);
    }

    /** Empties a sequence's row and closes the gap. */
    void remove(Sequence sequence) {
        int gap = sequence.row();
        decoder.clear(gap);
        if (gap < writing) {
            writing--;
            fill(gap, writing);
            gap = writing;
        }
        fill(gap, seated.size() - 1);
        seated.removeLast();
    }

    private void fill(int gap, int from) {
        if (gap != from) {
            decoder.move(from, gap);
            place(seated.get(from), gap);
        }
    }

    private void exchange(int one, int other) {
        if (one != other) {
            decoder.swap(one, other);
            Sequence first = seated.get(one);
            place(seated.get(other), one);
            place(first, other);
        }
    }

    private void place(Sequence sequence, int row) {
        seated.set(row, sequence);
        sequence.row(row);
    }
}
