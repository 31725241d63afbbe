package dev.freehold.inference.grammar;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** Prints what a mask costs for each token of a text, at a vocabulary of 151,936 tokens. */
final class MaskCost {
    private static final int VOCABULARY = 151_936;
    private static final int TOKENS = 400;
    private static final int TEXTS = 5;
    private static final List<String> PUNCTUATION = List.of(
            "\"", "\":", "\": ", "\",", "\", ", "\"}", "\"]", "\": \"", "\", \"", "\\\"", "{\"", "[\"", "}", "},", "],",
            "\n", "\n  ", "\\n", "\t", ".\n");
    private static final Map<String, String> SCHEMAS = new LinkedHashMap<>();

    static {
        SCHEMAS.put("inside a string", "{\"type\":\"string\",\"minLength\":100000}");
        SCHEMAS.put(
                "objects of strings, numbers and words",
                "{\"type\":\"array\",\"minItems\":10000,\"items\":{\"type\":\"object\",\"properties\":{"
                        + "\"name\":{\"type\":\"string\",\"maxLength\":60},\"note\":{\"type\":\"string\"},"
                        + "\"size\":{\"type\":\"integer\",\"minimum\":0,\"maximum\":9999},\"kind\":{\"enum\":[\"one\",\"two\"]}},"
                        + "\"required\":[\"name\",\"note\",\"size\",\"kind\"],\"additionalProperties\":false}}");
        SCHEMAS.put("any JSON", "{\"type\":\"array\",\"minItems\":10000}");
        SCHEMAS.put(
                "patterns and formats",
                "{\"type\":\"array\",\"minItems\":10000,\"items\":{\"type\":\"object\",\"properties\":{"
                        + "\"id\":{\"type\":\"string\",\"pattern\":\"^[a-z][a-z0-9_]{2,30}$\"},"
                        + "\"at\":{\"type\":\"string\",\"format\":\"date-time\"},\"mail\":{\"type\":\"string\",\"format\":\"email\"}},"
                        + "\"required\":[\"id\",\"at\",\"mail\"],\"additionalProperties\":false}}");
    }

    private MaskCost() {}

    public static void main(String[] arguments) throws Exception {
        List<byte[]> tokens = tokens();
        long start = System.nanoTime();
        Vocabulary vocabulary =
                Vocabulary.of(VOCABULARY, tokens::get, id -> id >= VOCABULARY - 3, Set.of(VOCABULARY - 1), 64L << 20);
        System.out.printf(Locale.ROOT, "%-42s %8.0f ms%n", "reading the vocabulary", (System.nanoTime() - start) / 1e6);
        for (Map.Entry<String, String> entry : SCHEMAS.entrySet()) {
            Grammar grammar = Grammar.schema(new ObjectMapper().readTree(entry.getValue()), "schema");
            for (int text = 0; text < TEXTS; text++) {
                print(entry.getKey() + ", text " + (text + 1), vocabulary.matcher(grammar), new SplittableRandom(text));
            }
        }
    }

    private static void print(String name, Matcher matcher, SplittableRandom random) {
        long[] times = new long[TOKENS];
        float[] logits = new float[VOCABULARY];
        for (int i = 0; i < TOKENS; i++) {
            Arrays.fill(logits, 0);
            long start = System.nanoTime();
            matcher.apply(logits);
            long applied = System.nanoTime() - start;
            int token = pick(matcher, random);
            start = System.nanoTime();
            matcher.accept(token);
            times[i] = applied + System.nanoTime() - start;
        }
        Arrays.sort(times);
        System.out.printf(
                Locale.ROOT,
                "%-42s mean %6.0f us, median %6.0f us, 99 %% %6.0f us, most %6.0f us%n",
                name,
                Arrays.stream(times).average().orElseThrow() / 1e3,
                times[TOKENS / 2] / 1e3,
                times[TOKENS * 99 / 100] / 1e3,
                times[TOKENS - 1] / 1e3);
    }

    private static int pick(Matcher matcher, SplittableRandom random) {
        BitSet allowed = BitSet.valueOf(matcher.allowed());
        int index = random.nextInt(allowed.cardinality());
        int token = allowed.nextSetBit(0);
        for (int i = 0; i < index; i++) {
            token = allowed.nextSetBit(token + 1);
        }
        return token;
    }

    /** Bytes, punctuation as JSON has it, and made-up words with and without a space, of Latin and other letters. */
    private static List<byte[]> tokens() {
        SplittableRandom random = new SplittableRandom(1);
        List<byte[]> tokens = new ArrayList<>();
        for (int value = 0; value < 256; value++) {
            tokens.add(new byte[] {(byte) value});
        }
        while (tokens.size() < VOCABULARY) {
            tokens.add(word(random).getBytes(StandardCharsets.UTF_8));
        }
        return tokens;
    }

    private static String word(SplittableRandom random) {
        StringBuilder word = new StringBuilder(random.nextBoolean() ? " " : "");
        if (random.nextInt(12) == 0) {
            return word + PUNCTUATION.get(random.nextInt(PUNCTUATION.size())) + (char) ('a' + random.nextInt(26));
        }
        int first = random.nextInt(4) == 0 ? 0x4E00 : 'a';
        int letters = first == 'a' ? 26 : 3000;
        for (int i = 2 + random.nextInt(first == 'a' ? 8 : 2); i > 0; i--) {
            word.append((char) (first + random.nextInt(letters)));
        }
        return word.toString();
    }
}
