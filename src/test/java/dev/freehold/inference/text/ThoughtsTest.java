package dev.freehold.inference.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.freehold.inference.Prompt.Thinking;
import org.junit.jupiter.api.Test;

class ThoughtsTest {
    private record Reading(String thought, String answer) {}

    /** In pieces of every size, which MUST make no difference. */
    private static Reading read(Thinking thinking, String output) {
        Reading whole = read(thinking, output, output.length() + 1);
        for (int size = 1; size <= output.length(); size++) {
            assertEquals(whole, read(thinking, output, size), "pieces of " + size);
        }
        return whole;
    }

    private static Reading read(Thinking thinking, String output, int size) {
        Thoughts thoughts = new Thoughts(thinking);
        StringBuilder thought = new StringBuilder();
        StringBuilder answer = new StringBuilder();
        for (int at = 0; at < output.length(); at += size) {
            Thoughts.Split split = thoughts.pass(output.substring(at, Math.min(output.length(), at + size)));
            thought.append(split.thought());
            answer.append(split.answer());
        }
        Thoughts.Split rest = thoughts.rest();
        return new Reading(
                thought.append(rest.thought()).toString(),
                answer.append(rest.answer()).toString());
    }

    @Test
    void areBetweenTheMarks() {
        assertEquals(
                new Reading("one < two\n\nso what", "The answer. "),
                read(Thinking.POSSIBLE, "<think>\none < two\n\nso what\n</think>\n\nThe answer. "));
    }

    @Test
    void goOnFromThePrompt() {
        assertEquals(new Reading("hm", "Yes"), read(Thinking.BEGUN, "\nhm\n</think>\n\nYes"));
    }

    @Test
    void mayBeEmpty() {
        assertEquals(new Reading("", "Yes"), read(Thinking.POSSIBLE, "<think>\n\n</think>\n\nYes"));
        assertEquals(new Reading("", ""), read(Thinking.POSSIBLE, "<think>"));
        assertEquals(new Reading("", ""), read(Thinking.BEGUN, "</think>\n"));
    }

    @Test
    void mayNeverEnd() {
        assertEquals(new Reading("hm </thin", ""), read(Thinking.POSSIBLE, "<think>hm </thin"));
        assertEquals(new Reading("hm", ""), read(Thinking.BEGUN, "hm\n\n"));
    }

    @Test
    void areAtTheStartOrNowhere() {
        for (String answer : new String[] {"So <think>x</think>", " <thin air", "<", "\n\n", "</think>", ""}) {
            assertEquals(new Reading("", answer), read(Thinking.POSSIBLE, answer));
        }
        assertEquals(
                new Reading("a", "b <think>c</think>"), read(Thinking.POSSIBLE, " <think>a</think>b <think>c</think>"));
    }

    @Test
    void areTextToAModelThatDoesNotThink() {
        assertEquals(new Reading("", "<think>a</think>b"), read(Thinking.NONE, "<think>a</think>b"));
    }

    @Test
    void endBehindTheClosingMark() {
        Thoughts thoughts = new Thoughts(Thinking.POSSIBLE);
        thoughts.pass("<thin");
        assertEquals(0, thoughts.end(), "undecided");
        thoughts.pass("k>");
        assertEquals(Integer.MAX_VALUE, thoughts.end());
        Thoughts begun = new Thoughts(Thinking.BEGUN);
        begun.pass("ab");
        assertEquals(Integer.MAX_VALUE, begun.end());
        begun.pass("c</think>d");
        assertEquals(11, begun.end());
    }
}
