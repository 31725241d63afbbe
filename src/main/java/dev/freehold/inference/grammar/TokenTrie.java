package dev.freehold.inference.grammar;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Tokens by their bytes: a tree, laid out in the order in which one walks it. Tokens of the same bytes hang on one another.
 */
final class TokenTrie {
    private static final int NONE = -1;

    private final byte[] labels;
    private final short[] depths;
    /** Where to go on when nothing that starts like this is wanted. */
    private final int[] skips;

    private final int[] tokens;
    private final int[] same;
    private int size;
    private int deepest;

    private TokenTrie(List<byte[]> bytes, int[] ids) {
        int most = 0;
        for (int id : ids) {
            most += bytes.get(id).length;
        }
        labels = new byte[most];
        depths = new short[most];
        skips = new int[most];
        tokens = new int[most];
        same = new int[bytes.size()];
        Arrays.fill(tokens, NONE);
        Arrays.fill(same, NONE);
        fill(bytes, ids);
    }

    /** Of these tokens; {@code bytes} has those of every token of the vocabulary. */
    static TokenTrie of(List<byte[]> bytes, int[] ids) {
        int[] sorted = Arrays.stream(ids)
                .boxed()
                .sorted(Comparator.comparing(bytes::get, Arrays::compareUnsigned))
                .mapToInt(Integer::intValue)
                .toArray();
        return new TokenTrie(bytes, sorted);
    }

    private void fill(List<byte[]> bytes, int[] ids) {
        byte[] before = {};
        int[] path = new int[Short.MAX_VALUE + 1];
        for (int id : ids) {
            byte[] token = bytes.get(id);
            int shared = Arrays.mismatch(before, token);
            if (shared < 0) {
                same[id] = tokens[size - 1];
                tokens[size - 1] = id;
                continue;
            }
            close(path, shared, before.length);
            for (int depth = shared; depth < token.length; depth++) {
                path[depth] = size;
                labels[size] = token[depth];
                depths[size++] = (short) (depth + 1);
            }
            tokens[size - 1] = id;
            deepest = Math.max(deepest, token.length);
            before = token;
        }
        close(path, 0, before.length);
    }

    private void close(int[] path, int from, int to) {
        for (int depth = from; depth < to; depth++) {
            skips[path[depth]] = size;
        }
    }

    /** Adds the tokens to {@code mask} that lead somewhere from a node. */
    void allow(Machine machine, Node from, long[] mask) {
        Node[] path = new Node[deepest + 1];
        path[0] = from;
        int at = 0;
        while (at < size) {
            int depth = depths[at];
            Node node = machine.next(path[depth - 1], labels[at] & 0xFF);
            if (node.isDead()) {
                at = skips[at];
            } else {
                path[depth] = node;
                for (int token = tokens[at]; token != NONE; token = same[token]) {
                    mask[token >> 6] |= 1L << token;
                }
                at++;
            }
        }
    }
}
