package dev.freehold.bench.builder;

import java.util.ArrayList;
import java.util.List;

/**
 * A byte-level vocabulary of any size: the 256 bytes, then made-up words of two and of four letters that are merged from
 * shorter ones, and at the end the control tokens of a chat.
 */
public final class MadeUpVocabulary {
    private static final int BYTES = 256;
    private static final int LETTERS = 26;

    static final String END_OF_TEXT = "<|endoftext|>";
    static final String TURN_BEGINS = "<|im_start|>";
    static final String TURN_ENDS = "<|im_end|>";
    private static final List<String> CONTROLS = List.of(END_OF_TEXT, TURN_BEGINS, TURN_ENDS);

    private final int size;
    private final List<String> words = new ArrayList<>();
    private final List<Merge> merges = new ArrayList<>();

    /** Two tokens that become one. */
    record Merge(String left, String right) {}

    public MadeUpVocabulary(int size) {
        this.size = size;
        if (plainTokens() < BYTES || plainTokens() > BYTES + pairs() + pairs() * pairs()) {
            throw new IllegalArgumentException("a vocabulary of " + size + " tokens cannot be made up");
        }
        for (int i = 0; i < plainTokens() - BYTES; i++) {
            boolean isShort = i < pairs();
            int rest = i - pairs();
            Merge merge = isShort
                    ? new Merge(letter(i / LETTERS), letter(i % LETTERS))
                    : new Merge(words.get(rest / pairs()), words.get(rest % pairs()));
            merges.add(merge);
            words.add(merge.left() + merge.right());
        }
    }

    /** Tokens that are text; the control tokens follow them. */
    public int plainTokens() {
        return size - CONTROLS.size();
    }

    public int size() {
        return size;
    }

    int endOfText() {
        return plainTokens();
    }

    int turnEnds() {
        return size - 1;
    }

    /** The tokens by id, the control tokens left out. */
    List<String> plain() {
        List<String> tokens = bytes();
        tokens.addAll(words);
        return tokens;
    }

    List<String> controls() {
        return CONTROLS;
    }

    List<Merge> merges() {
        return merges;
    }

    private static int pairs() {
        return LETTERS * LETTERS;
    }

    private static String letter(int index) {
        return Character.toString('a' + index);
    }

    /** The printable stand-ins for the 256 bytes, as GPT-2 has them. */
    private static List<String> bytes() {
        List<String> names = new ArrayList<>();
        int next = BYTES;
        for (int value = 0; value < BYTES; value++) {
            boolean isPrintable = (value >= '!' && value <= '~') || (value >= 0xA1 && value != 0xAD);
            names.add(Character.toString(isPrintable ? value : next++));
        }
        return names;
    }
}
