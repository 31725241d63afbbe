package dev.freehold.inference.task;

import dev.freehold.inference.EncodedText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Inputs that go through the model together, filled up to the longest with a padding token that is masked. */
record Batch(List<EncodedText> rows, int paddingId) {
    private static final int MOST_ROWS = 32;
    /** Bounds the memory of one run: a model gives back a vector for each token, padding included. */
    static final int MOST_TOKENS = 8192;

    /** What a graph may want to know about each token. */
    enum Feed {
        INPUT_IDS,
        ATTENTION_MASK,
        TOKEN_TYPE_IDS,
        POSITION_IDS
    }

    /** The positions of {@code inputs} in groups of similar length, each small enough for one run. */
    static List<List<Integer>> plan(List<EncodedText> inputs) {
        List<Integer> longestFirst = IntStream.range(0, inputs.size())
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> inputs.get(i).length(), Comparator.reverseOrder()))
                .toList();
        List<List<Integer>> groups = new ArrayList<>();
        int next = 0;
        while (next < longestFirst.size()) {
            int length = Math.max(1, inputs.get(longestFirst.get(next)).length());
            int rows = Math.clamp(MOST_TOKENS / length, 1, MOST_ROWS);
            int end = Math.min(next + rows, longestFirst.size());
            groups.add(longestFirst.subList(next, end));
            next = end;
        }
        return groups;
    }

    /** Tokens in each row, padding included. */
    int width() {
        return rows.stream().mapToInt(EncodedText::length).max().orElse(0);
    }

    /** One number for each token, row after row. */
    long[] values(Feed feed) {
        int width = width();
        long[] values = new long[rows.size() * width];
        for (int row = 0; row < rows.size(); row++) {
            int[] tokens = rows.get(row).tokens();
            int[] types = rows.get(row).types();
            for (int i = 0; i < width; i++) {
                boolean isPadding = i >= tokens.length;
                values[row * width + i] = switch (feed) {
                    case INPUT_IDS -> isPadding ? paddingId : tokens[i];
                    case ATTENTION_MASK -> isPadding ? 0 : 1;
                    case TOKEN_TYPE_IDS -> isPadding ? 0 : types[i];
                    case POSITION_IDS -> i;
                };
            }
        }
        return values;
    }
}
