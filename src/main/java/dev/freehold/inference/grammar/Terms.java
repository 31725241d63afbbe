package dev.freehold.inference.grammar;

import java.util.List;

/** The parts that most grammars are made of. */
final class Terms {
    /** A byte that no UTF-8 has; it stands around the name of a control token. */
    private static final byte CONTROL = (byte) 0xFF;

    private static final int MOST_TEXT_BYTE = 0xFE;

    static final Term NOTHING = new Term.Sequence(List.of());
    static final Term NEVER = new Term.Choice(List.of());

    private Terms() {}

    static Term bytes(byte[] bytes) {
        int[] word = new int[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            word[i] = bytes[i] & 0xFF;
        }
        return new Term.Leaf(ByteDfa.of(Dfa.words(List.of(word), new Steps(1L << 24))));
    }

    static Term text(String text) {
        return text.isEmpty() ? NOTHING : bytes(Utf8.of(text));
    }

    static Term control(String name) {
        return bytes(controlBytes(Utf8.of(name)));
    }

    /** How a control token is spelt, so that no text spells it. */
    static byte[] controlBytes(byte[] name) {
        byte[] word = new byte[name.length + 2];
        System.arraycopy(name, 0, word, 1, name.length);
        word[0] = CONTROL;
        word[word.length - 1] = CONTROL;
        return word;
    }

    static boolean spellsControl(byte[] token) {
        for (byte value : token) {
            if (value == CONTROL) {
                return true;
            }
        }
        return false;
    }

    /** Text that does not hold the marker; an empty marker is in no text. */
    static Term textWithout(String marker) {
        byte[] bytes = Utf8.of(marker);
        Dfa.Builder dfa = new Dfa.Builder();
        for (int i = 0; i < Math.max(bytes.length, 1); i++) {
            dfa.state(true);
        }
        for (int matched = 0; matched < Math.max(bytes.length, 1); matched++) {
            for (int value = 0; value <= MOST_TEXT_BYTE; value++) {
                int next = bytes.length == 0 ? 0 : matched(bytes, matched, (byte) value);
                if (next < Math.max(bytes.length, 1)) {
                    dfa.edge(matched, value, value, next);
                }
            }
        }
        return new Term.Leaf(ByteDfa.of(dfa.build()));
    }

    /** How much of the marker the text ends with, when so much of it was there before this byte. */
    private static int matched(byte[] marker, int before, byte value) {
        for (int length = before + 1; length > 0; length--) {
            boolean fits = marker[length - 1] == value;
            for (int i = 0; fits && i < length - 1; i++) {
                fits = marker[i] == marker[before + 1 - length + i];
            }
            if (fits) {
                return length;
            }
        }
        return 0;
    }

    /** All of a pattern over ASCII. */
    static Term regex(String pattern) {
        return new Term.Leaf(ByteDfa.of(Regex.whole(pattern)));
    }

    static Term optional(Term term) {
        return new Term.Repeat(term, 0, 1);
    }

    static Term sequence(Term... parts) {
        return new Term.Sequence(List.of(parts));
    }

    static Term leaf(ByteDfa words) {
        return new Term.Leaf(words);
    }
}
