package dev.freehold.api.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.gateway.GenerationRequest.Input;
import dev.freehold.inference.Conversation;
import dev.freehold.inference.Conversation.Effort;
import dev.freehold.inference.Conversation.Message;
import dev.freehold.inference.Tool;
import dev.freehold.inference.ToolCall;
import dev.freehold.inference.ToolChoice;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ChatRequestTest {
    private static final String HELLO = "{\"role\":\"user\",\"content\":\"hi\"}";
    private static final String NOW = "{\"type\":\"function\",\"function\":{\"name\":\"now\"}}";
    private static final String CALLS =
            "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[" + call("a") + "," + call("b") + "]}";

    private static String call(String id) {
        return "{\"id\":\"" + id + "\",\"type\":\"function\",\"function\":{\"name\":\"now\",\"arguments\":\"{}\"}}";
    }

    private static String result(String id) {
        return "{\"role\":\"tool\",\"tool_call_id\":\"" + id + "\",\"content\":\"noon\"}";
    }

    private static Conversation read(String fields, String... messages) {
        String body = "{\"model\":\"m\",%s\"messages\":[%s]}".formatted(fields, String.join(",", messages));
        Input.Chat chat = (Input.Chat) ChatRequest.read(body.getBytes(StandardCharsets.UTF_8))
                .generation()
                .inputs()
                .getFirst();
        return chat.conversation();
    }

    @Test
    void readsTools() {
        Conversation conversation = read(
                "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"description\":\"d\",\"strict\":true,"
                        + "\"parameters\":{\"type\":\"object\",\"properties\":{\"b\":{},\"a\":{}}}}},"
                        + NOW + "],\"parallel_tool_calls\":false,",
                HELLO);
        assertEquals(
                List.of(
                        new Tool("f", "d", "{\"type\":\"object\",\"properties\":{\"b\":{},\"a\":{}}}", true),
                        new Tool("now", "", Tool.NO_PARAMETERS, false)),
                conversation.tools().functions());
        assertEquals(new ToolChoice.Auto(), conversation.tools().choice());
        assertFalse(conversation.tools().isParallel());
    }

    @Test
    void readsTheChoice() {
        String tools = "\"tools\":[" + NOW + "],";
        assertEquals(
                new ToolChoice.None(),
                read(tools + "\"tool_choice\":\"none\",", HELLO).tools().choice());
        assertEquals(
                new ToolChoice.Required(),
                read(tools + "\"tool_choice\":\"required\",", HELLO).tools().choice());
        assertEquals(
                new ToolChoice.Named("now"),
                read(tools + "\"tool_choice\":" + NOW + ",", HELLO).tools().choice());
        assertTrue(read(tools, HELLO).tools().isParallel());
        assertTrue(read("\"tools\":[],\"tool_choice\":\"auto\",", HELLO)
                .tools()
                .callable()
                .isEmpty());
    }

    @Test
    void readsCallsAndTheirResults() {
        ToolCall a = new ToolCall("a", "now", "{}");
        ToolCall b = new ToolCall("b", "now", "{}");
        assertEquals(
                List.of(
                        new Message.Question("hi"),
                        new Message.Answer("", "", List.of(a, b)),
                        new Message.ToolResult("b", "now", "noon"),
                        new Message.ToolResult("a", "now", "noon")),
                read("", HELLO, CALLS, result("b"), result("a")).messages());
        assertEquals(
                List.of(new Message.Answer("yes", "hm", List.of())),
                read(
                                "",
                                "{\"role\":\"assistant\",\"content\":\"yes\",\"reasoning_content\":\"hm\",\"tool_calls\":[],"
                                        + "\"refusal\":null,\"function_call\":null,\"audio\":null}")
                        .messages());
    }

    @Test
    void readsTheEffort() {
        assertEquals(
                Optional.of(Effort.XHIGH),
                read("\"reasoning_effort\":\"xhigh\",", HELLO).effort());
        assertEquals(Optional.empty(), read("\"reasoning_effort\":null,", HELLO).effort());
    }

    @Test
    void acceptsWhatARequestSaysAboutItself() {
        read(
                "\"user\":\"u\",\"safety_identifier\":\"s\",\"prompt_cache_key\":\"k\",\"metadata\":{\"a\":\"b\"},"
                        + "\"verbosity\":\"medium\",\"modalities\":[\"text\"],\"store\":false,"
                        + "\"prompt_cache_retention\":\"in_memory\",",
                HELLO);
    }

    private static String function(String members) {
        return "\"tools\":[{\"type\":\"function\",\"function\":{" + members + "}}],";
    }

    @TestFactory
    Stream<DynamicTest> namesTheFieldThatIsWrong() {
        record Case(String field, String param) {}
        return Stream.of(
                        new Case("\"tools\":{},", "tools"),
                        new Case("\"tools\":[1],", "tools[0]"),
                        new Case("\"tools\":[{}],", "tools[0].type"),
                        new Case("\"tools\":[{\"type\":\"custom\"}],", "tools[0].type"),
                        new Case("\"tools\":[{\"type\":\"function\"}],", "tools[0].function"),
                        new Case(function(""), "tools[0].function.name"),
                        new Case(function("\"name\":\"\""), "tools[0].function.name"),
                        new Case(function("\"name\":\"a b\""), "tools[0].function.name"),
                        new Case(function("\"name\":\"" + "a".repeat(65) + "\""), "tools[0].function.name"),
                        new Case(function("\"name\":\"a\",\"description\":1"), "tools[0].function.description"),
                        new Case(function("\"name\":\"a\",\"strict\":1"), "tools[0].function.strict"),
                        new Case(function("\"name\":\"a\",\"parameters\":[]"), "tools[0].function.parameters"),
                        new Case(
                                function("\"name\":\"a\",\"parameters\":{\"type\":\"string\"}"),
                                "tools[0].function.parameters.type"),
                        new Case(
                                function("\"name\":\"a\",\"parameters\":{\"properties\":[]}"),
                                "tools[0].function.parameters.properties"),
                        new Case(
                                function("\"name\":\"a\",\"parameters\":{\"x\":\"" + "x".repeat(65_536) + "\"}"),
                                "tools[0].function.parameters"),
                        new Case("\"tools\":[" + NOW + "," + NOW + "],", "tools[1].function.name"),
                        new Case("\"tools\":[" + tools(129) + "],", "tools"),
                        new Case("\"tools\":[" + NOW + "],\"tool_choice\":\"maybe\",", "tool_choice"),
                        new Case("\"tools\":[" + NOW + "],\"tool_choice\":1,", "tool_choice"),
                        new Case("\"tools\":[" + NOW + "],\"tool_choice\":{},", "tool_choice.type"),
                        new Case(
                                "\"tools\":[" + NOW + "],\"tool_choice\":" + NOW.replace("now", "then") + ",",
                                "tool_choice.function.name"),
                        new Case("\"tool_choice\":\"required\",", "tool_choice"),
                        new Case("\"parallel_tool_calls\":\"no\",", "parallel_tool_calls"),
                        new Case("\"functions\":[],", "functions"),
                        new Case("\"function_call\":\"auto\",", "function_call"),
                        new Case("\"reasoning_effort\":\"most\",", "reasoning_effort"),
                        new Case("\"user\":1,", "user"),
                        new Case("\"safety_identifier\":\"" + "x".repeat(513) + "\",", "safety_identifier"),
                        new Case("\"metadata\":{\"a\":1},", "metadata.a"),
                        new Case("\"metadata\":[],", "metadata"),
                        new Case("\"verbosity\":\"high\",", "verbosity"),
                        new Case("\"prompt_cache_retention\":\"24h\",", "prompt_cache_retention"),
                        new Case("\"modalities\":[\"text\",\"audio\"],", "modalities"),
                        new Case("\"audio\":{\"voice\":\"x\"},", "audio"),
                        new Case("\"store\":true,", "store"),
                        new Case(
                                "\"stream\":true,\"stream_options\":{\"include_obfuscation\":1},",
                                "stream_options.include_obfuscation"))
                .map(wrong ->
                        DynamicTest.dynamicTest(wrong.param(), () -> refuses(wrong.param(), wrong.field(), HELLO)));
    }

    private static String tools(int count) {
        return Stream.iterate(0, number -> number + 1)
                .limit(count)
                .map(number -> NOW.replace("now", "f" + number))
                .reduce((a, b) -> a + "," + b)
                .orElseThrow();
    }

    @TestFactory
    Stream<DynamicTest> namesTheMessageThatIsWrong() {
        record Case(String param, List<String> messages) {}
        return Stream.of(
                        new Case("messages[0].role", List.of("{\"role\":\"function\",\"content\":\"x\"}")),
                        new Case("messages[0].role", List.of(result("a"))),
                        new Case("messages[1].role", List.of(HELLO, result("a"))),
                        new Case("messages[4].role", List.of(CALLS, result("a"), result("b"), HELLO, result("a"))),
                        new Case("messages[1].tool_call_id", List.of(CALLS, result("c"))),
                        new Case("messages[2].tool_call_id", List.of(CALLS, result("a"), result("a"))),
                        new Case("messages[1].tool_call_id", List.of(CALLS, "{\"role\":\"tool\",\"content\":\"x\"}")),
                        new Case("messages[1].content", List.of(CALLS, "{\"role\":\"tool\",\"tool_call_id\":\"a\"}")),
                        new Case("messages[0].tool_calls", List.of(CALLS, result("a"))),
                        new Case("messages[0].tool_calls", List.of(CALLS, HELLO)),
                        new Case("messages[0].content", List.of("{\"role\":\"assistant\",\"content\":null}")),
                        new Case("messages[0].tool_calls", List.of(HELLO.replace("}", ",\"tool_calls\":[1]}"))),
                        new Case(
                                "messages[0].function_call",
                                List.of(CALLS.replace("}]}", "}],\"function_call\":{\"a\":1}}"))),
                        new Case("messages[0].tool_calls[1].id", List.of(CALLS.replace("\"b\"", "\"a\""))),
                        new Case("messages[0].tool_calls[0].id", List.of(CALLS.replace("\"a\"", "\"\""))),
                        new Case(
                                "messages[0].tool_calls[0].type",
                                List.of(CALLS.replaceFirst("\"type\":\"function\"", "\"type\":\"custom\""))),
                        new Case("messages[0].tool_calls[0].function.name", List.of(CALLS.replaceFirst("now", "n w"))),
                        new Case(
                                "messages[0].tool_calls[0].function.arguments",
                                List.of(CALLS.replaceFirst("\\{\\}", "[]"))),
                        new Case(
                                "messages[0].content[0].type",
                                List.of("{\"role\":\"user\",\"content\":[{\"type\":\"input_audio\"}]}")))
                .map(wrong -> DynamicTest.dynamicTest(
                        wrong.param(),
                        () -> refuses(wrong.param(), "", wrong.messages().toArray(String[]::new))));
    }

    private static void refuses(String param, String fields, String... messages) {
        Fault fault = assertThrows(Fault.class, () -> read(fields, messages));
        assertEquals(FaultCode.INVALID_REQUEST, fault.code());
        assertEquals(Optional.of(param), fault.parameter());
    }
}
