package dev.freehold.inference.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.inference.TokenStream.Piece;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class CallReaderTest {
    private static final Set<String> FUNCTIONS = Set.of("weather", "now");

    /** An answer, and how it reads: text as it is, calls as {@code «name|arguments»}. */
    private record Answer(CallFormat format, String text, String reading) {}

    private static final CallFormat HERMES = new HermesCalls();
    private static final CallFormat LLAMA = new LlamaCalls();
    private static final CallFormat MISTRAL_LIST = new MistralListCalls();
    private static final CallFormat MISTRAL = new MistralNamedCalls();
    private static final CallFormat DEEPSEEK = DeepSeekCalls.FENCED;

    private static final List<Answer> ANSWERS = List.of(
            new Answer(HERMES, "Just text.", "Just text."),
            new Answer(HERMES, " \n text \n", " \n text \n"),
            new Answer(HERMES, """
                            Let me see.
                            <tool_call>
                            {"name": "weather", "arguments": {"city": "Zürich"}}
                            </tool_call>""", "Let me see.«weather|{\"city\": \"Zürich\"}»"),
            new Answer(HERMES, """
                    <tool_call>{"name":"now","arguments":{}}</tool_call>
                    <tool_call>
                    {"name": "weather", "arguments": {"a": "}</tool_call>\\\""}}
                    </tool_call>
                    """, "«now|{}»«weather|{\"a\": \"}</tool_call>\\\"\"}»"),
            new Answer(
                    HERMES,
                    "<tool_call>{\"arguments\": {\"b\": [1, 2]}, \"name\": \"weather\"}</tool_call> Done.",
                    "«weather|{\"b\":[1,2]}» Done."),
            new Answer(
                    HERMES,
                    "<tool_call>{\"name\": \"weather\", \"arguments\": \"{\\\"c\\\": 1}\"}</tool_call>",
                    "«weather|{\"c\": 1}»"),
            new Answer(HERMES, "<tool_call>{\"name\": \"now\"}</tool_call>", "«now|{}»"),
            new Answer(
                    HERMES,
                    "<tool_call>{\"name\": \"nobody\", \"arguments\": {}}</tool_call>",
                    "<tool_call>{\"name\": \"nobody\", \"arguments\": {}}</tool_call>"),
            new Answer(HERMES, "a <tool_call> is <tool_", "a <tool_call> is <tool_"),
            new Answer(HERMES, "<tool_call>{\"name\": \"now\", \"arg", "<tool_call>{\"name\": \"now\", \"arg"),
            new Answer(HERMES, "<tool_call>{\"name\": \"now\", \"arguments\": {\"a\": tr", "«now|{\"a\": tr»"),
            new Answer(
                    HERMES,
                    "<tool_call>{\"name\": \"now\", \"arguments\": {\"a\": <tool_call>{\"name\": \"now\"}</tool_call>",
                    "«now|{\"a\": »«now|{}»"),
            new Answer(HERMES, "<tool_call>{\"name\": \"now\", \"arguments\": {}} so", "«now|{}»} so"),
            new Answer(LLAMA, "{\"name\": \"now\", \"parameters\": {}}", "«now|{}»"),
            new Answer(
                    LLAMA,
                    "<|python_tag|>{\"type\": \"function\", \"name\": \"weather\", \"parameters\": {\"x\": {\"y\":"
                            + " 1}}}; {\"name\": \"now\", \"parameters\": {}}",
                    "«weather|{\"x\": {\"y\": 1}}»«now|{}»"),
            new Answer(LLAMA, "{\"parameters\": {}, \"name\": \"now\"}", "«now|{}»"),
            new Answer(LLAMA, "{\"answer\": {\"name\": \"now\"}}", "{\"answer\": {\"name\": \"now\"}}"),
            new Answer(
                    LLAMA, "So {\"name\": \"now\", \"parameters\": {}}", "So {\"name\": \"now\", \"parameters\": {}}"),
            new Answer(
                    LLAMA,
                    "<|python_tag|>brave_search.call(query=\"x\")",
                    "<|python_tag|>brave_search.call(query=\"x\")"),
            new Answer(
                    MISTRAL_LIST,
                    "[TOOL_CALLS] [{\"name\": \"weather\", \"arguments\": {\"city\": \"]}\"}, \"id\": \"abcdefghi\"},"
                            + " {\"name\": \"now\", \"arguments\": {}}]",
                    "«weather|{\"city\": \"]}\"}»«now|{}»"),
            new Answer(
                    MISTRAL_LIST,
                    "Sure! [TOOL_CALLS][{\"id\": \"abcdefghi\", \"name\": \"now\", \"arguments\": {}}]",
                    "Sure!«now|{}»"),
            new Answer(
                    MISTRAL_LIST, "{\"name\": \"now\", \"arguments\": {}}", "{\"name\": \"now\", \"arguments\": {}}"),
            new Answer(
                    MISTRAL,
                    "Hm[TOOL_CALLS]weather[ARGS]{\"city\": \"Bern\"}[TOOL_CALLS]now[CALL_ID]abcdefghi[ARGS]{}",
                    "Hm«weather|{\"city\": \"Bern\"}»«now|{}»"),
            new Answer(MISTRAL, "[TOOL_CALLS]nobody[ARGS]{}", "[TOOL_CALLS]nobody[ARGS]{}"),
            new Answer(
                    DEEPSEEK,
                    "I look.<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>function<｜tool▁sep｜>weather\n```json"
                            + "\n{\"city\": \"Ulm\"}\n```<｜tool▁call▁end｜>\n<｜tool▁call▁begin｜>function<｜tool▁sep｜>now"
                            + "\n```json\n{}\n```<｜tool▁call▁end｜><｜tool▁calls▁end｜>",
                    "I look.«weather|{\"city\": \"Ulm\"}»«now|{}»"),
            new Answer(
                    DEEPSEEK,
                    "<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>now<｜tool▁sep｜>{\"a\": 1}<｜tool▁call▁end｜>"
                            + "<｜tool▁call▁begin｜>now<｜tool▁sep｜>{}<｜tool▁call▁end｜><｜tool▁calls▁end｜>",
                    "«now|{\"a\": 1}»«now|{}»"));

    @TestFactory
    Stream<DynamicTest> readsAnswersHoweverTheyAreCut() {
        return ANSWERS.stream()
                .map(answer -> DynamicTest.dynamicTest(answer.text(), () -> {
                    assertEquals(answer.reading(), read(answer.format(), List.of(answer.text())), "whole");
                    assertEquals(
                            answer.reading(),
                            read(answer.format(), List.of(answer.text().split(""))),
                            "by character");
                    Random random = new Random(1);
                    for (int i = 0; i < 200; i++) {
                        List<String> parts = cut(answer.text(), random);
                        assertEquals(answer.reading(), read(answer.format(), parts), parts::toString);
                    }
                }));
    }

    /** Broken answers, made from good ones by cutting out, doubling and mixing. */
    @Test
    void losesNothingOfBrokenAnswers() {
        Random random = new Random(2);
        int withCalls = 0;
        for (int i = 0; i < 20_000; i++) {
            Answer answer = ANSWERS.get(random.nextInt(ANSWERS.size()));
            String broken = broken(answer.text(), random);
            String whole = read(answer.format(), List.of(broken));
            assertEquals(whole, read(answer.format(), cut(broken, random)), broken);
            if (whole.contains("«")) {
                withCalls++;
            } else {
                assertEquals(broken, whole);
            }
        }
        assertTrue(withCalls > 2000 && withCalls < 18_000, "calls in " + withCalls);
    }

    @Test
    void argumentsComeAsTheyAreWritten() {
        CallReader reader = reader(HERMES);
        reader.pass("<tool_call>{\"name\": \"weather\", \"arguments\": ");
        assertEquals(
                List.of("Begin[index=0, id=id, name=weather]", "Arguments[index=0, fragment={\"ci]"),
                show(reader.pass("{\"ci")));
        assertEquals(List.of("Arguments[index=0, fragment=ty]"), show(reader.pass("ty")));
    }

    @Test
    void textIsHeldBackOnlyWhileACallMayBegin() {
        CallReader reader = reader(HERMES);
        assertEquals("a", reading(reader.pass("a ")));
        assertEquals(" b", reading(reader.pass("b<tool")));
        assertEquals("<tools", reading(reader.pass("s")));
    }

    @Test
    void anAnswerInJsonIsNotHeldBack() {
        CallReader reader = reader(LLAMA);
        assertEquals("{\"answer", reading(reader.pass("{\"answer")));
    }

    @Test
    void saysHowFarEachPieceReaches() {
        CallReader reader = reader(HERMES);
        List<CallReader.Split> splits =
                new ArrayList<>(reader.pass("Hi \n<tool_call>{\"name\": \"now\", \"arguments\": {}}</tool_call> so"));
        splits.addAll(reader.rest());
        assertEquals(
                List.of(2, 44, 46, 59, 62),
                splits.stream().map(CallReader.Split::end).toList());
    }

    @Test
    void longRunsOfSpaceCostNoTime() {
        for (CallFormat format : List.of(HERMES, LLAMA, MISTRAL_LIST, MISTRAL, DEEPSEEK)) {
            CallReader reader = reader(format);
            List<CallReader.Split> splits = new ArrayList<>();
            format.notation().openings().forEach(opening -> splits.addAll(reader.pass(opening)));
            long start = System.nanoTime();
            for (int i = 0; i < 5_000; i++) {
                splits.addAll(reader.pass(" "));
            }
            splits.addAll(reader.rest());
            assertTrue(System.nanoTime() - start < 2_000_000_000L, format.label());
            assertTrue(reading(splits).endsWith(" ".repeat(5_000)));
        }
    }

    private static CallReader reader(CallFormat format) {
        return new CallReader(format.notation(), FUNCTIONS, () -> "id");
    }

    private static String read(CallFormat format, List<String> parts) {
        CallReader reader = reader(format);
        List<CallReader.Split> splits = new ArrayList<>();
        parts.forEach(part -> splits.addAll(reader.pass(part)));
        splits.addAll(reader.rest());
        return reading(splits);
    }

    private static String reading(List<CallReader.Split> splits) {
        StringBuilder reading = new StringBuilder();
        int open = -1;
        int next = 0;
        for (CallReader.Split split : splits) {
            switch (split.piece()) {
                case Piece.Text(String text, var tokens) -> {
                    assertEquals(-1, open);
                    reading.append(text);
                }
                case Piece.Call.Begin(int index, String id, String name) -> {
                    assertEquals(next++, index);
                    open = index;
                    reading.append('«').append(name).append('|');
                }
                case Piece.Call.Arguments(int index, String fragment) -> {
                    assertEquals(open, index);
                    reading.append(fragment);
                }
                case Piece.Call.End(int index) -> {
                    assertEquals(open, index);
                    open = -1;
                    reading.append('»');
                }
                case Piece.Reasoning thought -> throw new AssertionError(thought);
                case Piece.End end -> throw new AssertionError(end);
            }
        }
        return reading.toString();
    }

    private static List<String> show(List<CallReader.Split> splits) {
        return splits.stream().map(split -> split.piece().toString()).toList();
    }

    private static List<String> cut(String text, Random random) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int to = Math.min(text.length(), from + 1 + random.nextInt(9));
            parts.add(text.substring(from, to));
            from = to;
        }
        return parts;
    }

    private static String broken(String text, Random random) {
        StringBuilder broken = new StringBuilder(text);
        for (int i = random.nextInt(3); i >= 0; i--) {
            int from = random.nextInt(broken.length() + 1);
            int to = Math.min(broken.length(), from + random.nextInt(8));
            switch (random.nextInt(3)) {
                case 0 -> broken.delete(from, to);
                case 1 -> broken.insert(from, broken.substring(from, to));
                default ->
                    broken.insert(
                            from, Arrays.asList("{", "}", "\"", " ", "<", ",").get(random.nextInt(6)));
            }
        }
        return broken.toString();
    }
}
