package dev.freehold.inference.sampling;

import java.util.Arrays;

/** How often tokens came up, in the order of their first time; a count may be zero. */
final class TokenCounts {
    private int[] tokens = new int[16];
    private int[] counts = new int[16];
    /** Open addressing with a power of two of places: positions in {@link #tokens}, plus one; 0 is free. */
    private int[] places = new int[64];

    private int size;

    int size() {
        return size;
    }

    int token(int position) {
        return tokens[position];
    }

    int count(int position) {
        return counts[position];
    }

    void add(int token, int times) {
        int place = place(token);
        if (places[place] == 0) {
            if (size == tokens.length) {
                grow();
                place = place(token);
            }
            tokens[size] = token;
            counts[size] = 0;
            places[place] = ++size;
        }
        counts[places[place] - 1] += times;
    }

    /** Where the token is, or where it would go. */
    private int place(int token) {
        int mask = places.length - 1;
        int place = ((token * 0x9E3779B9) >>> 7) & mask;
        while (places[place] != 0 && tokens[places[place] - 1] != token) {
            place = (place + 1) & mask;
        }
        return place;
    }

    private void grow() {
        tokens = Arrays.copyOf(tokens, 2 * size);
        counts = Arrays.copyOf(counts, 2 * size);
        places = new int[8 * size];
        for (int i = 0; i < size; i++) {
            places[place(tokens[i])] = i + 1;
        }
    }
}
