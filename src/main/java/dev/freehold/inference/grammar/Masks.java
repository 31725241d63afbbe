package dev.freehold.inference.grammar;

import java.util.function.Supplier;

/** One grammar over one vocabulary: which tokens each state leaves, remembered for the texts that come there again. */
final class Masks {
    private final Vocabulary vocabulary;
    private final Machine machine;
    private final long memory;

    Masks(Vocabulary vocabulary, Grammar grammar, long memory) {
        this.vocabulary = vocabulary;
        this.machine = limited(() -> new Machine(grammar));
        this.memory = memory;
    }

    synchronized long bytes() {
        return machine.bytes();
    }

    Node start() {
        return machine.start();
    }

    /** Where a token leads; a dead node when it was not allowed. */
    synchronized Node after(Node node, int token) {
        machine.begin();
        return limited(() -> {
            Node at = node;
            for (byte value : vocabulary.bytes(token)) {
                at = machine.next(at, value & 0xFF);
            }
            return at;
        });
    }

    private static <T> T limited(Supplier<T> work) {
        try {
            return work.get();
        } catch (Refusal tooMuch) {
            throw tooMuch.fault();
        }
    }

    /** The tokens that may come at a node, those that end a text among them where it may end. Not to be changed. */
    synchronized long[] at(Node node) {
        long[] known = node.mask();
        if (known != null) {
            return known;
        }
        if (machine.bytes() > memory) {
            machine.shrink(memory);
        }
        machine.begin();
        long[] mask = limited(() -> {
            long[] tokens = new long[vocabulary.words()];
            vocabulary.allow(machine, node, tokens);
            return tokens;
        });
        if (node.isComplete()) {
            vocabulary.allowEnd(mask);
        }
        node.mask(mask);
        machine.grew(8L * mask.length);
        return mask;
    }
}
