package dev.freehold.inference.grammar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.core.Fault;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GrammarTest {
    private final Words words = new Words(1);

    private void accepts(Grammar grammar, String... texts) {
        for (String text : texts) {
            assertTrue(words.accepts(grammar, text), text);
        }
    }

    private void refuses(Grammar grammar, String... texts) {
        for (String text : texts) {
            assertFalse(words.accepts(grammar, text), text);
        }
    }

    @Test
    void takesAnyJson() {
        accepts(
                Grammar.json(),
                "null",
                "-12.5e-3",
                "\"Zoë 🎉 \\\" \\\\ \\u0007\"",
                "[]",
                "[1, [2], {\"a\":{}}]",
                "{\"a\": 1, \"b\": [true, false]}",
                "{\n  \"a\": 1,\n  \"b\": 2\n}");
        refuses(
                Grammar.json(),
                "",
                "nul",
                "01",
                "1.",
                "[1,]",
                "{a:1}",
                "{\"a\" 1}",
                "\"\n\"",
                "\"\\x\"",
                "[1 2]",
                "{\"a\":1,}");
    }

    @Test
    void takesOnlyObjectsWhereAnObjectIsWanted() {
        accepts(Grammar.jsonObject(), "{}", "{\"a\": [1]}");
        refuses(Grammar.jsonObject(), "[]", "1", "\"{}\"");
    }

    @Test
    void neverWritesSpaceForEver() {
        refuses(Grammar.json(), " 1", "1 ", "[  1]", "[\n\n1]", "{\"a\":  1}", "[1 ,2]", "[\n" + " ".repeat(17) + "1]");
    }

    @Test
    void nestsThirtyTwoDeep() {
        accepts(Grammar.json(), "[".repeat(32) + "]".repeat(32));
        refuses(Grammar.json(), "[".repeat(33) + "]".repeat(33));
    }

    @Test
    void putsPartsTogether() {
        Grammar greeting = Grammar.sequence(
                Grammar.choice(Grammar.literal("hello"), Grammar.literal("help")),
                Grammar.optional(Grammar.literal("!")),
                Grammar.repeat(Grammar.literal("?"), 2, 3));
        accepts(greeting, "hello??", "help!???");
        refuses(greeting, "hel??", "hello!", "hello?", "hello????", "hello!!??");
    }

    @Test
    void freeTextEndsWhereTheMarkerBegins() {
        Grammar call = Grammar.sequence(
                Grammar.textUntil("<tool>"),
                Grammar.optional(Grammar.sequence(Grammar.literal("<tool>"), Grammar.jsonObject())));
        accepts(call, "", "plain <tool, <<tool, tool>", "so <tool>{\"a\":1}", "<<tool>{}");
        refuses(call, "so <tool>", "so <tool>x", "<tool>{}<tool>{}");
    }

    @Test
    void controlTokensAreNoText() {
        Matcher text = words.vocabulary.matcher(Grammar.text());
        assertFalse(BitSet.valueOf(text.allowed()).get(words.call));
        Grammar called = Grammar.sequence(Grammar.control("<call>"), Grammar.literal("1"));
        refuses(called, "<call>1");
        Matcher matcher = words.vocabulary.matcher(called);
        assertEquals(BitSet.valueOf(new long[] {0}), without(matcher, words.call));
        matcher.accept(words.call);
        matcher.accept('1');
        assertTrue(matcher.mustEnd());
    }

    private static BitSet without(Matcher matcher, int token) {
        BitSet allowed = BitSet.valueOf(matcher.allowed());
        assertTrue(allowed.get(token));
        allowed.clear(token);
        return allowed;
    }

    @Test
    void endsOnlyWhenWholeAndThenMustEndWhenNothingCanFollow() {
        Matcher matcher = words.vocabulary.matcher(Grammar.choice(Grammar.literal("1"), Grammar.literal("12")));
        assertFalse(matcher.isComplete());
        assertThrows(IllegalArgumentException.class, () -> matcher.accept(words.end));
        matcher.accept('1');
        assertTrue(matcher.isComplete());
        assertFalse(matcher.mustEnd());
        matcher.accept('2');
        assertTrue(matcher.mustEnd());
        assertEquals(new BitSet(), without(matcher, words.end));
        matcher.accept(words.end);
        assertThrows(IllegalArgumentException.class, () -> matcher.accept('3'));
    }

    @Test
    void leavesOnlyWhatIsAllowedInTheLogits() {
        Matcher matcher = words.vocabulary.matcher(Grammar.literal("ab"));
        float[] logits = new float[words.tokens.size() + 70]; // models have more logits than tokens
        matcher.apply(logits);
        for (int token = 0; token < logits.length; token++) {
            boolean isPart = token < words.tokens.size()
                    && "ab".startsWith(new String(words.tokens.get(token), StandardCharsets.ISO_8859_1))
                    && words.tokens.get(token).length > 0;
            assertEquals(isPart ? 0 : Float.NEGATIVE_INFINITY, logits[token], "token " + token);
        }
    }

    @Test
    void saysWhenTheModelHasNoTokensForIt() {
        Vocabulary poor = Vocabulary.of(2, id -> new byte[] {(byte) ('a' + id)}, id -> false, Set.of(), 1 << 20);
        Matcher matcher = poor.matcher(Grammar.literal("ax"));
        matcher.accept(0);
        assertThrows(Fault.class, () -> matcher.apply(new float[2]));
    }

    @Test
    void refusesWhatCouldBeReadInTooManyWays() {
        Grammar some = Grammar.repeat(Grammar.choice(Grammar.literal("a"), Grammar.literal("aa")), 0, 1000);
        Grammar many = Grammar.sequence(
                Grammar.repeat(some, 0, 1000), Grammar.repeat(some, 0, 1000), Grammar.repeat(some, 0, 1000));
        Matcher matcher = words.vocabulary.matcher(many);
        assertThrows(Fault.class, () -> {
            for (int i = 0; i < 1000; i++) {
                matcher.allowed();
                matcher.accept('a');
            }
        });
    }
}
