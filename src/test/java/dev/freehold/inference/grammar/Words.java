package dev.freehold.inference.grammar;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/** A vocabulary of all bytes, pieces of JSON, halves of characters, two control tokens and an end. */
final class Words {
    private static final String TEXT =
            "{\"name\": \"Zoë 東京 🎉\", \"list\": [1, 2.5, -3e2, true, false, null],\n  \"a\": {}}"
                    + " \"\", \"the quick brown fox\": [[]], \\\"\\n\\u0007 2024-02-29T23:59:59Z a@b.example.org";
    private static final String CALL = "<call>";

    final Vocabulary vocabulary;
    final List<byte[]> tokens = new ArrayList<>();
    final int call;
    final int end;

    Words(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] text = TEXT.getBytes(StandardCharsets.UTF_8);
        Set<String> pieces = new LinkedHashSet<>();
        for (int value = 0; value < 256; value++) {
            tokens.add(new byte[] {(byte) value});
        }
        while (pieces.size() < 400) {
            int from = random.nextInt(text.length - 1);
            int to = Math.min(text.length, from + 2 + random.nextInt(8));
            pieces.add(new String(text, from, to - from, StandardCharsets.ISO_8859_1));
        }
        pieces.add("a".repeat(40));
        pieces.forEach(piece -> tokens.add(piece.getBytes(StandardCharsets.ISO_8859_1)));
        tokens.add("dup".getBytes(StandardCharsets.UTF_8));
        tokens.add("dup".getBytes(StandardCharsets.UTF_8));
        tokens.add(new byte[0]);
        call = tokens.size();
        tokens.add(CALL.getBytes(StandardCharsets.UTF_8));
        end = tokens.size();
        tokens.add("<end>".getBytes(StandardCharsets.UTF_8));
        vocabulary = Vocabulary.of(tokens.size(), tokens::get, id -> id >= call, Set.of(end), 1 << 22);
    }

    /** Writes at random until the end or so many tokens; none when it did not come to its end. */
    Optional<String> write(Grammar grammar, SplittableRandom random, int most) {
        Matcher matcher = vocabulary.matcher(grammar);
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        for (int i = 0; i < most; i++) {
            BitSet allowed = BitSet.valueOf(matcher.allowed());
            boolean isHurried = i > most / 4;
            int token = isHurried && allowed.get(end) ? end : pick(allowed, random, isHurried);
            if (token == end) {
                return Optional.of(written.toString(StandardCharsets.UTF_8));
            }
            matcher.accept(token);
            written.writeBytes(tokens.get(token));
        }
        return Optional.empty();
    }

    /** Who is in a hurry closes what is open. */
    private int pick(BitSet allowed, SplittableRandom random, boolean isHurried) {
        for (char closing : isHurried && random.nextInt(8) > 0 ? new char[] {'"', '}', ']'} : new char[0]) {
            if (allowed.get(closing)) {
                return closing;
            }
        }
        int index = random.nextInt(allowed.cardinality());
        int token = allowed.nextSetBit(0);
        for (int i = 0; i < index; i++) {
            token = allowed.nextSetBit(token + 1);
        }
        return token;
    }

    /** Whether a grammar takes a text, byte for byte. */
    boolean accepts(Grammar grammar, String text) {
        Matcher matcher = vocabulary.matcher(grammar);
        for (byte value : text.getBytes(StandardCharsets.UTF_8)) {
            int token = value & 0xFF;
            if (!BitSet.valueOf(matcher.allowed()).get(token)) {
                return false;
            }
            matcher.accept(token);
        }
        return matcher.isComplete();
    }
}
