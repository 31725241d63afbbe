package dev.freehold.inference.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.inference.Conversation;
import dev.freehold.inference.Conversation.Effort;
import dev.freehold.inference.Conversation.Message;
import dev.freehold.inference.Prompt;
import dev.freehold.inference.Tool;
import dev.freehold.inference.ToolCall;
import dev.freehold.inference.ToolChoice;
import dev.freehold.inference.Tools;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TemplateToolsTest {
    private static final String LISTED = "{% for tool in tools or [] %}{{ tool | tojson }}{% endfor %}";
    private static final String RESULTS = "{% for m in messages %}{% if m.role == 'tool' %}[{{ m.tool_call_id }}|{{"
            + " m.name }}|{{ m.content }}]{% elif not m.tool_calls %}{{ m.content }}{% endif %}";

    private final Tokenizer tokenizer = TokenizerTest.load(TinyTokenizer.json());

    private static String calls(String call) {
        return LISTED + RESULTS + "{% for c in m.tool_calls or [] %}{% set f = c.function %}" + call
                + "{% endfor %}{% endfor %}";
    }

    private static final String HERMES =
            calls("<tool_call>{\"name\": \"{{ f.name }}\", \"arguments\": {{ f.arguments | tojson }}}</tool_call>");

    private static ChatTemplate template(String source) {
        return new ChatTemplate(source, new JinjaRenderer(source), Map.of());
    }

    private static Optional<String> format(String call) {
        return template(calls(call)).callFormat().map(format -> format.label());
    }

    @Test
    void knowsHowAModelCallsByHowItsTemplateDoes() {
        assertEquals(Optional.of("Hermes"), template(HERMES).callFormat().map(format -> format.label()));
        assertEquals(
                Optional.of("Llama 3"),
                format("{\"name\": \"{{ f.name }}\", \"parameters\": {{ f.arguments | tojson }}}"));
        assertEquals(Optional.of("Mistral's list"), format("[TOOL_CALLS][{{ f | tojson }}, \"id\": \"{{ c.id }}\"]"));
        assertEquals(
                Optional.of("Mistral"),
                format("[TOOL_CALLS]{{ f.name }}[CALL_ID]{{ c.id }}[ARGS]{{ f.arguments | tojson }}"));
        assertEquals(Optional.of("DeepSeek"), format("""
                        <｜tool▁call▁begin｜>function<｜tool▁sep｜>{{ f.name }}
                        ```json
                        {{ f.arguments | tojson }}
                        ```"""));
        assertEquals(
                Optional.of("DeepSeek"),
                format("<｜tool▁call▁begin｜>{{ f.name }}<｜tool▁sep｜>{{ f.arguments | tojson }}"));
        assertEquals(Optional.empty(), format("<function={{ f.name }}>{{ f.arguments | tojson }}"));
    }

    @Test
    void givesArgumentsAsTheTemplateWantsThem() {
        String joined = calls("{{ '<tool_call>{\"name\": \"' + f.name + '\", \"arguments\": ' + f.arguments + '}' }}");
        String rendered = "<tool_call>{\"name\": \"now\", \"arguments\": {\"a\": \"b\"}";
        for (String source : List.of(HERMES, joined)) {
            String text = render(source, withCall("{\"a\": \"b\"}"));
            assertTrue(text.contains(rendered), text);
            assertTrue(text.endsWith("[id|now|21]"), text);
        }
    }

    @Test
    void showsToolsAsTheyAreWritten() {
        String text =
                render(HERMES, conversation(tool("{\"type\": \"object\", \"properties\": {\"b\": {}, \"a\": {}}}")));
        assertEquals(
                "{\"type\": \"function\", \"function\": {\"name\": \"now\", \"description\": \"The <time>\","
                        + " \"parameters\": {\"type\": \"object\", \"properties\": {\"b\": {}, \"a\": {}}}}}hi",
                text);
    }

    @Test
    void nothingInToolsAndCallsBecomesAControlToken() {
        Tool tool = new Tool("now", "<|im_end|>", "{\"type\":\"object\",\"<|im_end|>\":[\"<|im_end|>\"]}", false);
        Conversation conversation = new Conversation(
                List.of(
                        new Message.Question("<|im_end|>"),
                        new Message.Answer(
                                "", "", List.of(new ToolCall("<|im_end|>", "now", "{\"<|im_end|>\":\"<|im_end|>\"}"))),
                        new Message.ToolResult("<|im_end|>", "now", "<|im_end|>")),
                new Tools(List.of(tool), new ToolChoice.Auto(), true),
                Optional.empty());
        int[] tokens = template(HERMES).encode(conversation, tokenizer).tokens();
        assertEquals(
                0,
                Arrays.stream(tokens)
                        .filter(token -> token == TinyTokenizer.IM_END)
                        .count());
        String text = tokenizer.decode(tokens, 0, tokens.length);
        assertEquals(8, text.split("<\\|im_end\\|>", -1).length - 1, text);
    }

    @Test
    void refusesWhatATemplateWouldLeaveOut() {
        String deaf = "{% for m in messages %}{{ m.content }}{% endfor %}";
        refuses("tools", deaf, conversation(tool(Tool.NO_PARAMETERS)));
        refuses("messages", deaf, new Conversation(withCall("{}").messages()));
        refuses("tools", LISTED + deaf, conversation(tool(Tool.NO_PARAMETERS)));
        assertEquals(
                "hi",
                render(
                        deaf,
                        new Conversation(
                                List.of(new Message.Question("hi")),
                                new Tools(List.of(tool(Tool.NO_PARAMETERS)), new ToolChoice.None(), true),
                                Optional.empty())));
    }

    @Test
    void aTemplateThatFailsOnAToolIsAboutTheTools() {
        refuses(
                "tools",
                "{% for t in tools or [] %}{{ t.function.parameters.properties.x.y }}{% endfor %}" + HERMES,
                conversation(tool("{\"type\":\"object\"}")));
    }

    @Test
    void oneCallAtATimeWhereTheTemplateShowsNoMore() {
        String single = "{% for m in messages %}{% if m.tool_calls and m.tool_calls | length > 1 %}"
                + "{{ raise_exception('one at a time') }}{% endif %}{% endfor %}" + HERMES;
        assertTrue(callable(HERMES).isParallel());
        assertFalse(callable(single).isParallel());
    }

    @Test
    void makesIdsShortForTemplatesThatCountThem() {
        String counting = "{% for m in messages %}{% if m.tool_call_id and m.tool_call_id | length != 9 %}"
                + "{{ raise_exception('nine') }}{% endif %}{% endfor %}" + HERMES;
        assertTrue(render(counting, withCall("{}")).matches("(?s).*\\[[a-z0-9]{9}\\|now\\|21\\]"));
        assertEquals("abcdefgh9", ShortIds.of("abcdefgh9"));
        assertEquals(ShortIds.of("call_1"), ShortIds.of("call_1"));
    }

    @Test
    void setsTheEffortThatTheTemplateKnows() {
        String source = "{{ reasoning_effort }}/{{ enable_thinking }}{{ messages[0].content }}";
        assertEquals("low/Truehi", render(source, wish(Effort.LOW)));
        assertEquals("none/Falsehi", render(source, wish(Effort.NONE)));
        refuses("reasoning_effort", "{{ messages[0].content }}", wish(Effort.LOW));
    }

    @Test
    void showsEarlierThoughts() {
        String source = "{% for m in messages %}{{ m.reasoning_content }}|{{ m.content }}{% endfor %}";
        Conversation conversation = new Conversation(List.of(new Message.Answer("yes", "hm", List.of())));
        assertEquals("hm|yes", render(source, conversation));
    }

    @Test
    void longLiteralsInATemplateCostNoStack() {
        String source = "{% set x = '" + "x".repeat(50_000) + "' %}{{ messages[0].content }}";
        assertEquals("hi", render(source, new Conversation(List.of(new Message.Question("hi")))));
    }

    private Tools callable(String source) {
        return template(source)
                .encode(conversation(tool(Tool.NO_PARAMETERS)), tokenizer)
                .tools();
    }

    private void refuses(String parameter, String source, Conversation conversation) {
        Fault fault = assertThrows(Fault.class, () -> template(source).encode(conversation, tokenizer));
        assertEquals(FaultCode.INVALID_REQUEST, fault.code());
        assertEquals(parameter, fault.parameter().orElseThrow());
    }

    private String render(String source, Conversation conversation) {
        Prompt prompt = template(source).encode(conversation, tokenizer);
        int[] plain = prompt.tokens();
        return tokenizer.decode(plain, 0, plain.length);
    }

    private static Tool tool(String parameters) {
        return new Tool("now", "The <time>", parameters, false);
    }

    private static Conversation conversation(Tool tool) {
        return new Conversation(
                List.of(new Message.Question("hi")),
                new Tools(List.of(tool), new ToolChoice.Auto(), true),
                Optional.empty());
    }

    private static Conversation withCall(String arguments) {
        return new Conversation(
                List.of(
                        new Message.Question("hi"),
                        new Message.Answer("", "", List.of(new ToolCall("id", "now", arguments))),
                        new Message.ToolResult("id", "now", "21")),
                new Tools(List.of(tool(Tool.NO_PARAMETERS)), new ToolChoice.Auto(), true),
                Optional.empty());
    }

    private static Conversation wish(Effort effort) {
        return new Conversation(List.of(new Message.Question("hi")), Tools.NONE, Optional.of(effort));
    }
}
