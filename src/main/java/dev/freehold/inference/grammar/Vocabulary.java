package dev.freehold.inference.grammar;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** The tokens of one model, ready to be held to grammars. Made once for each model; safe for use by many threads. */
public final class Vocabulary {
    private final List<byte[]> bytes;
    private final int[] endTokens;
    private final TokenTrie all;
    private final TokenTrie unusual;
    private final PlainTokens plain;
    private final long memory;
    private final Map<Grammar, Masks> masks = new LinkedHashMap<>(16, 0.75f, true);

    private Vocabulary(List<byte[]> bytes, Set<Integer> endTokens, long memory) {
        this.bytes = bytes;
        this.memory = memory;
        this.endTokens = endTokens.stream().mapToInt(Integer::intValue).toArray();
        int[] ids = IntStream.range(0, bytes.size())
                .filter(id -> bytes.get(id).length > 0 && !endTokens.contains(id))
                .toArray();
        this.all = TokenTrie.of(bytes, ids);
        int[] lengths = bytes.stream().mapToInt(PlainTokens::length).toArray();
        this.unusual = TokenTrie.of(
                bytes, Arrays.stream(ids).filter(id -> lengths[id] == 0).toArray());
        this.plain = PlainTokens.of(ids, lengths, words());
    }

    /**
     * Learns the tokens 0 to {@code size - 1}.
     *
     * @param bytes what a token stands for; none for an id that is no token
     * @param isControl whether a token steers the model and is no text; its bytes are then its name
     * @param endTokens the tokens that end a text
     * @param memory bytes for what is remembered of grammars
     */
    public static Vocabulary of(
            int size, IntFunction<byte[]> bytes, IntPredicate isControl, Set<Integer> endTokens, long memory) {
        List<byte[]> all = new ArrayList<>(size);
        for (int id = 0; id < size; id++) {
            byte[] token = bytes.apply(id);
            all.add(spelling(token, isControl.test(id)));
        }
        return new Vocabulary(all, endTokens, memory);
    }

    /** A token that is part of no text and no control token is never allowed. */
    private static byte[] spelling(byte[] token, boolean isControl) {
        if (isControl && token.length > 0) {
            return Terms.controlBytes(token);
        }
        return Terms.spellsControl(token) ? new byte[0] : token;
    }

    /** Starts a text of this form. */
    public Matcher matcher(Grammar grammar) {
        return new Matcher(this, masks(grammar));
    }

    private Masks masks(Grammar grammar) {
        synchronized (masks) {
            Masks known = masks.get(grammar);
            if (known != null) {
                return known;
            }
        }
        Masks made = new Masks(this, grammar, memory / 4);
        synchronized (masks) {
            Masks first = masks.putIfAbsent(grammar, made);
            long used = masks.values().stream().mapToLong(Masks::bytes).sum();
            var eldest = masks.entrySet().iterator();
            while (used > memory && masks.size() > 1) {
                used -= eldest.next().getValue().bytes();
                eldest.remove();
            }
            return first == null ? made : first;
        }
    }

    int size() {
        return bytes.size();
    }

    int words() {
        return (bytes.size() + 63) / 64;
    }

    byte[] bytes(int token) {
        return bytes.get(token);
    }

    boolean isEnd(int token) {
        return IntStream.of(endTokens).anyMatch(end -> end == token);
    }

    void allowEnd(long[] mask) {
        for (int token : endTokens) {
            if (token < size()) {
                mask[token >> 6] |= 1L << token;
            }
        }
    }

    /** Adds what may come at a node of a machine. */
    void allow(Machine machine, Node node, long[] mask) {
        int room = StringRoom.of(node);
        if (room > 0) {
            plain.allow(room, mask);
            unusual.allow(machine, node, mask);
        } else {
            all.allow(machine, node, mask);
        }
    }
}
