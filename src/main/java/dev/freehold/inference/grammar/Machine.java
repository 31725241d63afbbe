package dev.freehold.inference.grammar;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A grammar at work: a pushdown automaton whose states are made as texts need them and kept for the next text, up to so many
 * bytes. Not for several threads at once.
 */
final class Machine {
    /** More ways at once than any honest grammar needs. */
    private static final int MOST_WAYS = 20_000;
    /** Ways looked at for one mask, some 30 ms of work. */
    private static final int MOST_WORK = 300_000;

    private final Productive productive;
    private final byte[] columns = new byte[256];
    private final int width;
    private final Map<Key, Node> nodes = new HashMap<>();
    private final Node start;
    private long bytes;
    private long work;

    private record Key(Set<Place> places, boolean isComplete) {}

    Machine(Grammar grammar) {
        this.productive = grammar.productive();
        this.width = group(productive.words());
        Closure closure = new Closure();
        closure.push(Frame.once(grammar.root(), null));
        this.start = node(closure);
    }

    Node start() {
        return start;
    }

    /** Bytes that are the same in every word share a column. */
    private int group(List<ByteDfa> words) {
        Map<Long, Long> known = new HashMap<>();
        long[] signatures = new long[columns.length];
        for (ByteDfa word : words) {
            known.clear();
            for (int value = 0; value < signatures.length; value++) {
                long pair = signatures[value] << 8 | word.column(value);
                Long name = known.putIfAbsent(pair, (long) known.size());
                signatures[value] = name == null ? known.size() - 1 : name;
            }
        }
        int count = 0;
        for (int value = 0; value < signatures.length; value++) {
            columns[value] = (byte) signatures[value];
            count = Math.max(count, (int) signatures[value] + 1);
        }
        return count;
    }

    Node next(Node from, int value) {
        int column = columns[value] & 0xFF;
        Node known = from.next(column);
        if (known != null) {
            return known;
        }
        Closure closure = new Closure();
        for (Place place : from.places()) {
            int state = place.word().next(place.state(), value);
            if (state != ByteDfa.DEAD) {
                closure.enter(place.word(), state, place.rest());
            }
        }
        Node node = node(closure);
        from.next(column, node);
        return node;
    }

    private Node node(Closure closure) {
        closure.expand();
        return nodes.computeIfAbsent(new Key(closure.places, closure.isComplete), key -> {
            Node node = new Node(key.places(), key.isComplete(), width);
            bytes += node.bytes();
            return node;
        });
    }

    /** What comes now may take as much work as one mask may. */
    void begin() {
        work = 0;
    }

    long bytes() {
        return bytes;
    }

    void grew(long by) {
        bytes += by;
    }

    /** Forgets the masks; where that is not enough, the states too. */
    void shrink(long most) {
        nodes.values().forEach(node -> node.mask(null));
        bytes = nodes.values().stream().mapToLong(Node::bytes).sum();
        if (bytes > most / 2) {
            forget();
        }
    }

    /** Forgets all states but the first; who holds one may go on from it. */
    private void forget() {
        nodes.clear();
        nodes.put(new Key(start.places(), start.isComplete()), start);
        start.forget();
        bytes = start.bytes();
    }

    /** Everything that can be reached without another byte. */
    private final class Closure {
        private final Set<Place> places = new LinkedHashSet<>();
        private final Set<Frame> seen = new HashSet<>();
        private final Deque<Frame> open = new ArrayDeque<>();
        private boolean isComplete;

        private void enter(ByteDfa word, int state, @Nullable Frame rest) {
            count();
            boolean isNew = !word.hasEdges(state) || places.add(new Place(word, state, rest));
            if (isNew && word.isEnd(state)) {
                push(rest);
            }
        }

        private void count() {
            work++;
            if (places.size() + seen.size() > MOST_WAYS || work > MOST_WORK) {
                throw new Refusal("can be read in too many ways at once");
            }
        }

        private void push(@Nullable Frame frame) {
            if (frame == null) {
                isComplete = true;
            } else if (seen.add(frame)) {
                open.push(frame);
            }
        }

        private void expand() {
            for (Frame frame = open.poll(); frame != null; frame = open.poll()) {
                count();
                expand(frame);
            }
        }

        private void expand(Frame frame) {
            if (frame.min() == 0) {
                push(frame.below());
            }
            if (frame.max() == 0 || !productive.holds(frame.part())) {
                return;
            }
            Frame rest = frame.max() == 1 ? frame.below() : again(frame);
            switch (frame.part()) {
                case Term.Leaf leaf -> enter(leaf.words(), 0, rest);
                case Term.Sequence sequence -> push(stack(sequence.parts(), rest));
                case Term.Choice choice -> choice.options().forEach(option -> push(Frame.once(option, rest)));
                case Term.Repeat repeat -> push(Frame.times(repeat.part(), repeat.min(), repeat.max(), rest));
                case Term.Later later -> push(Frame.once(later.meant(), rest));
            }
        }

        private static Frame again(Frame frame) {
            boolean isEndless = frame.max() == Integer.MAX_VALUE;
            return frame.min() == 0 && isEndless
                    ? frame
                    : Frame.times(
                            frame.part(),
                            Math.max(0, frame.min() - 1),
                            isEndless ? frame.max() : frame.max() - 1,
                            frame.below());
        }

        private static @Nullable Frame stack(List<Term> parts, @Nullable Frame rest) {
            Frame frame = rest;
            for (Term part : parts.reversed()) {
                frame = Frame.once(part, frame);
            }
            return frame;
        }
    }
}
