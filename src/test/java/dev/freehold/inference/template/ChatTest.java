package dev.freehold.inference.template;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Whole chats in the manner of the common model families; the expected texts are jinja2's. */
class ChatTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);

    /** As Llama 3, Qwen, Mistral and DeepSeek write theirs. */
    private static final List<String> TEMPLATES = List.of("headers", "tagged", "instruct", "tokens");

    private static final Map<String, Object> WEATHER = map(
            "type",
            "function",
            "function",
            map(
                    "name",
                    "weather",
                    "description",
                    "Get \"weather\"",
                    "parameters",
                    map(
                            "type",
                            "object",
                            "properties",
                            map("city", map("type", "string"), "days", map("type", "integer")),
                            "required",
                            List.of("city"))));

    private static final Map<String, Object> WEATHER_CALL = map(
            "id",
            "call00001",
            "type",
            "function",
            "function",
            map("name", "weather", "arguments", map("city", "Zürich", "days", 2)));

    @TestFactory
    Stream<DynamicTest> rendersEveryFamily() {
        return TEMPLATES.stream()
                .flatMap(template -> chats().entrySet().stream()
                        .map(chat -> DynamicTest.dynamicTest(template + " " + chat.getKey(), () -> {
                            String expected = read(template + "-" + chat.getKey() + ".txt");
                            assertEquals(expected, render(template, chat.getValue()));
                        })));
    }

    @Test
    void refusesWhatTheTemplateRefuses() {
        Map<String, Object> twoQuestions = variables(List.of(message("user", "a"), message("user", "b")));
        TemplateException refusal = org.junit.jupiter.api.Assertions.assertThrows(
                TemplateException.class, () -> render("instruct", twoQuestions));
        assertEquals(TemplateException.Kind.RAISED, refusal.kind());
        assertEquals("Roles must alternate user/assistant/user/assistant/...", refusal.reason());
        assertEquals(11, refusal.line());
    }

    @Test
    void rendersManyTimesFromManyThreads() {
        Template template = Template.parse(read("tagged.jinja"), CLOCK);
        String expected = read("tagged-tools.txt");
        Map<String, Object> chat = Objects.requireNonNull(chats().get("tools"));
        Stream.generate(() -> template).limit(200).parallel().forEach(shared -> {
            assertEquals(expected, shared.render(chat, Budget.forChat()));
        });
    }

    private static String render(String template, Map<String, Object> chat) {
        return Template.parse(read(template + ".jinja"), CLOCK).render(chat, Budget.forChat());
    }

    private static Map<String, Map<String, Object>> chats() {
        Map<String, Object> tools = variables(List.of(
                message("system", "Be kind."),
                message("user", "Weather in Zürich?"),
                map("role", "assistant", "content", "", "tool_calls", List.of(WEATHER_CALL)),
                map("role", "tool", "tool_call_id", "call00001", "name", "weather", "content", "{\"t\": 21.5}")));
        tools.put("tools", List.of(WEATHER));
        return Map.of(
                "plain",
                variables(List.of(message("user", "  Hello <b>\"x\"</b> é 🙂 "))),
                "turns",
                variables(List.of(
                        message("system", " Be kind. "),
                        message("user", "Hi"),
                        message("assistant", "<think>\nhm\n</think>\n\nHello!"),
                        message("user", "Bye"))),
                "tools",
                tools);
    }

    private static Map<String, Object> variables(List<?> messages) {
        return map("messages", messages, "bos_token", "<s>", "eos_token", "</s>", "add_generation_prompt", true);
    }

    private static Map<String, Object> message(String role, String content) {
        return map("role", role, "content", content);
    }

    private static Map<String, Object> map(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }

    private static String read(String name) {
        try (InputStream file = Objects.requireNonNull(ChatTest.class.getResourceAsStream("chat/" + name))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
