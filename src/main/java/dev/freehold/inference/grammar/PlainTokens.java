package dev.freehold.inference.grammar;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that are nothing but whole characters which a JSON string holds as they are. Wherever a string has room, they are
 * allowed by their length alone, and nobody need spell them.
 */
final class PlainTokens {
    /** Masks are kept for each length up to this one; few tokens are longer. */
    private static final int SHORT = 24;

    private final int[] byLength;
    private final int[] lengths;
    private final long[][] upTo = new long[SHORT + 1][];

    private PlainTokens(int[] byLength, int[] lengths, int words) {
        this.byLength = byLength;
        this.lengths = lengths;
        for (int length = 0; length <= SHORT; length++) {
            upTo[length] = new long[words];
            for (int i = 0; i < byLength.length && lengths[i] <= length; i++) {
                set(upTo[length], byLength[i]);
            }
        }
    }

    /** Of some tokens by the {@link #length} of each in the vocabulary. */
    static PlainTokens of(int[] ids, int[] lengths, int words) {
        int[] plain = Arrays.stream(ids)
                .filter(id -> lengths[id] > 0)
                .boxed()
                .sorted(Comparator.comparingInt(id -> lengths[id]))
                .mapToInt(Integer::intValue)
                .toArray();
        return new PlainTokens(
                plain, Arrays.stream(plain).map(id -> lengths[id]).toArray(), words);
    }

    /** Characters of a token; 0 when it is no plain one. */
    static int length(byte[] token) {
        String text = decode(token);
        if (text == null || !text.chars().allMatch(unit -> unit >= ' ' && unit != '"' && unit != '\\')) {
            return 0;
        }
        return text.codePointCount(0, text.length());
    }

    private static @Nullable String decode(byte[] token) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(token))
                    .toString();
        } catch (CharacterCodingException broken) {
            return null;
        }
    }

    /** Adds those to {@code mask} that fit into so many characters. */
    void allow(int room, long[] mask) {
        long[] shorter = upTo[Math.min(room, SHORT)];
        for (int i = 0; i < mask.length; i++) {
            mask[i] |= shorter[i];
        }
        for (int i = byLength.length - 1; i >= 0 && lengths[i] > SHORT; i--) {
            if (lengths[i] <= room) {
                set(mask, byLength[i]);
            }
        }
    }

    private static void set(long[] mask, int token) {
        mask[token >> 6] |= 1L << token;
    }
}
