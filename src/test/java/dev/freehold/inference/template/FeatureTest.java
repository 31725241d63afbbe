package dev.freehold.inference.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The lines of {@code features.txt}: a template, {@code =>}, and what jinja2 3.1.6 renders it to when transformers sets
 * it up, or {@code !SYNTAX}, {@code !EVALUATION}, {@code !RAISED} or {@code !BUDGET} where that fails.
 */
class FeatureTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);

    @TestFactory
    Stream<DynamicTest> rendersAsPythonDoes() {
        return lines().filter(line -> !line.isEmpty() && !line.startsWith("# "))
                .map(line -> DynamicTest.dynamicTest(line, () -> check(line.split(" => ", 2))));
    }

    private static void check(String[] columns) {
        String source = unescape(columns[0]);
        String expected = columns[1];
        if (expected.startsWith("!")) {
            TemplateException failure = assertThrows(TemplateException.class, () -> render(source));
            assertEquals(expected.substring(1), failure.kind().name(), failure::getMessage);
        } else {
            assertEquals(unescape(expected), render(source) + "$");
        }
    }

    private static String render(String source) {
        return Template.parse(source, CLOCK).render(variables(), Budget.forChat());
    }

    /** A line break is written {@code ⏎} and a carriage return {@code ␍}; a backslash stands for itself. */
    private static String unescape(String column) {
        return column.replace('⏎', '\n').replace('␍', '\r').replace('⇥', '\t');
    }

    private static Map<String, Object> variables() {
        Map<String, Object> variables = new HashMap<>();
        variables.put("text", "Hello, World");
        variables.put("empty", "");
        variables.put("padded", "  two words  ");
        variables.put("uni", "Zürich 🙂 ß");
        variables.put("n", 7);
        variables.put("half", 2.5);
        variables.put("yes", true);
        variables.put("no", false);
        variables.put("nothing", null);
        variables.put("list", List.of(3, 1, 2));
        variables.put("words", List.of("b", "A", "c"));
        variables.put("dict", ordered("b", 1, "a", Map.of("c", List.of(1, 2)), "items", "own"));
        variables.put(
                "users",
                List.of(
                        ordered("name", "Ann", "age", 31, "city", "Oslo"),
                        ordered("name", "bob", "age", 25, "city", "oslo"),
                        ordered("name", "Cy", "age", 31, "city", "Rome", "tags", List.of("x"))));
        variables.put(
                "messages",
                List.of(ordered("role", "user", "content", "Hi"), ordered("role", "assistant", "content", "Hello")));
        variables.put("tree", List.of(node(1, node(2), node(3, node(4)))));
        return variables;
    }

    private static Map<String, Object> node(int number, Object... children) {
        return ordered("n", number, "c", Arrays.asList(children));
    }

    private static Map<String, Object> ordered(Object... keysAndValues) {
        Map<String, Object> map = new java.util.LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return Collections.unmodifiableMap(map);
    }

    private static Stream<String> lines() {
        try (InputStream file = Objects.requireNonNull(FeatureTest.class.getResourceAsStream("features.txt"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
