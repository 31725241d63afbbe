package dev.freehold.api.anthropic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.gateway.GenerationRequest.Input;
import dev.freehold.inference.Conversation;
import dev.freehold.inference.Conversation.Message;
import dev.freehold.inference.Tool;
import dev.freehold.inference.ToolCall;
import dev.freehold.inference.ToolChoice;
import dev.freehold.inference.Tools;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tools, calls and their results. */
class MessageRequestTest {
    private static final String HELLO = "'messages':[{'role':'user','content':'Hello'}]";
    private static final String TOOL = "{'name':'look','input_schema':{'type':'object'}}";
    private static final String CALL = "{'type':'tool_use','id':'t1','name':'look','input':{'at':1}}";
    private static final String RESULT = "{'type':'tool_result','tool_use_id':'t1','content':'seen'}";

    private static MessageRequest read(String fields) {
        String body = "{'model':'m','max_tokens':10," + fields + "}";
        return MessageRequest.read(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private static Conversation conversation(String fields) {
        return ((Input.Chat) read(fields).generation().inputs().getFirst()).conversation();
    }

    private static String messages(String called, String answered) {
        return "'messages':[{'role':'user','content':'Look.'},{'role':'assistant','content':[" + called
                + "]},{'role':'user','content':[" + answered + "]}]";
    }

    @Test
    void toolsAreAsTheyCame() {
        Tools tools = conversation(HELLO
                        + ",'tools':[{'type':'custom','name':'look','description':'Looks.','strict':true,'cache_control':{'type':'ephemeral'},"
                        + "'input_schema':{'type':'object','properties':{'at':{'type':'integer'}}}},"
                        + TOOL.replace("look", "wait")
                        + "],'tool_choice':{'type':'any','disable_parallel_tool_use':true}")
                .tools();

        assertEquals(
                List.of(
                        new Tool(
                                "look",
                                "Looks.",
                                "{\"type\":\"object\",\"properties\":{\"at\":{\"type\":\"integer\"}}}",
                                true),
                        new Tool("wait", "", "{\"type\":\"object\"}", false)),
                tools.functions());
        assertEquals(new ToolChoice.Required(), tools.choice());
        assertEquals(false, tools.isParallel());
    }

    @Test
    void choicesHaveTheirOwnNames() {
        String tools = HELLO + ",'tools':[" + TOOL + "]";
        assertEquals(new ToolChoice.Auto(), conversation(tools).tools().choice());
        assertTrue(conversation(tools).tools().isParallel());
        assertEquals(
                new ToolChoice.Auto(),
                conversation(tools + ",'tool_choice':{'type':'auto'}").tools().choice());
        assertEquals(
                new ToolChoice.None(),
                conversation(tools + ",'tool_choice':{'type':'none'}").tools().choice());
        assertEquals(
                new ToolChoice.Named("look"),
                conversation(tools + ",'tool_choice':{'type':'tool','name':'look'}")
                        .tools()
                        .choice());
        assertEquals(Tools.NONE, conversation(HELLO).tools());
    }

    @Test
    void callsAndResultsFindEachOther() {
        assertEquals(
                List.of(
                        new Message.Question("Look."),
                        new Message.Answer(
                                "I look.",
                                "Hm.",
                                List.of(new ToolCall("t1", "look", "{\"at\":1}"), new ToolCall("t2", "wait", "{}"))),
                        new Message.ToolResult("t2", "wait", ""),
                        new Message.ToolResult("t1", "look", "Error: seen\n\ntwice"),
                        new Message.Question("And now?")),
                conversation(messages(
                                "{'type':'thinking','thinking':'Hm.','signature':'s'},{'type':'text','text':'I look.'},"
                                        + CALL + ","
                                        + CALL.replace("t1", "t2")
                                                .replace("look", "wait")
                                                .replace("'at':1", ""),
                                "{'type':'tool_result','tool_use_id':'t2'},"
                                        + "{'type':'tool_result','tool_use_id':'t1','is_error':true,'content':[{'type':'text','text':'seen'},{'type':'text','text':'twice'}]},"
                                        + "{'type':'text','text':'And now?'}"))
                        .messages());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tools|'tools':{}",
                "tools[0]|'tools':['look']",
                "tools[0].name|'tools':[{'input_schema':{'type':'object'}}]",
                "tools[0].name|'tools':[{'name':'','input_schema':{'type':'object'}}]",
                "tools[0].name|'tools':[{'name':'a b','input_schema':{'type':'object'}}]",
                "tools[0].name|'tools':[{'name':7,'input_schema':{'type':'object'}}]",
                "tools[0].description|'tools':[{'name':'a','description':7,'input_schema':{'type':'object'}}]",
                "tools[0].input_schema|'tools':[{'name':'a'}]",
                "tools[0].input_schema|'tools':[{'name':'a','input_schema':[]}]",
                "tools[0].input_schema.type|'tools':[{'name':'a','input_schema':{}}]",
                "tools[0].input_schema.type|'tools':[{'name':'a','input_schema':{'type':'array'}}]",
                "tools[0].strict|'tools':[{'name':'a','strict':'yes','input_schema':{'type':'object'}}]",
                "tools[0].more|'tools':[{'name':'a','more':1,'input_schema':{'type':'object'}}]",
                "tools[0].type|'tools':[{'type':'web_search_20250305','name':'web_search'}]",
                "tools[1].name|'tools':[TOOL,TOOL]",
                "tool_choice|'tool_choice':{'type':'auto'}",
                "tool_choice|'tools':[TOOL],'tool_choice':'auto'",
                "tool_choice.type|'tools':[TOOL],'tool_choice':{}",
                "tool_choice.type|'tools':[TOOL],'tool_choice':{'type':'required'}",
                "tool_choice.name|'tools':[TOOL],'tool_choice':{'type':'tool'}",
                "tool_choice.name|'tools':[TOOL],'tool_choice':{'type':'tool','name':'other'}",
                "tool_choice.name|'tools':[TOOL],'tool_choice':{'type':'any','name':'look'}",
                "tool_choice.disable_parallel_tool_use|'tools':[TOOL],'tool_choice':{'type':'any','disable_parallel_tool_use':1}"
            })
    void namesWhatIsWrongWithTools(String wrong) {
        int bar = wrong.indexOf('|');
        refuses(wrong.substring(0, bar), HELLO + "," + wrong.substring(bar + 1).replace("TOOL", TOOL));
    }

    @Test
    void takesSoManyToolsAndNoMore() {
        assertEquals(128, conversation(HELLO + many(128)).tools().functions().size());
        refuses("tools", HELLO + many(129));
    }

    private static String many(int tools) {
        return IntStream.range(0, tools)
                .mapToObj(i -> TOOL.replace("look", "look" + i))
                .collect(Collectors.joining(",", ",'tools':[", "]"));
    }

    @Test
    void takesNamesOfSoManyLettersAndNoMore() {
        conversation(HELLO + ",'tools':[" + TOOL.replace("look", "a".repeat(64)) + "]");
        refuses("tools[0].name", HELLO + ",'tools':[" + TOOL.replace("look", "a".repeat(65)) + "]");
    }

    @Test
    void namesWhatIsWrongWithCallsAndResults() {
        String second = "messages[2].content[0].tool_use_id";
        refuses("messages[1].content[0].id", messages(CALL, "{'type':'text','text':'no result'}"));
        refuses("messages[1].content[1].id", messages(CALL + "," + CALL, RESULT));
        refuses("messages[1].content[0].id", messages(CALL.replace("'id':'t1',", ""), RESULT));
        refuses("messages[1].content[0].name", messages(CALL.replace("'look'", "7"), RESULT));
        refuses("messages[1].content[0].input", messages(CALL.replace("{'at':1}", "'{}'"), RESULT));
        refuses("messages[1].content[0].input", messages(CALL.replace(",'input':{'at':1}", ""), RESULT));
        refuses(second, messages("{'type':'text','text':'no call'}", RESULT));
        refuses(second, messages(CALL, RESULT.replace("t1", "t9")));
        refuses(second, messages(CALL, RESULT.replace("'t1'", "1")));
        refuses("messages[2].content[1].tool_use_id", messages(CALL, RESULT + "," + RESULT));
        refuses("messages[2].content[1].tool_use_id", messages(CALL, "{'type':'text','text':'first'}," + RESULT));
        refuses("messages[2].content[0].content", messages(CALL, RESULT.replace("'seen'", "7")));
        refuses(
                "messages[2].content[0].content[0].type",
                messages(CALL, RESULT.replace("'seen'", "[{'type':'image'}]")));
        refuses("messages[2].content[0].is_error", messages(CALL, RESULT.replace("}", ",'is_error':'no'}")));
        refuses("messages[0].content[0].type", "'messages':[{'role':'user','content':[" + CALL + "]}]");
        refuses("messages[0].content[0].tool_use_id", "'messages':[{'role':'user','content':[" + RESULT + "]}]");
    }

    private static void refuses(String parameter, String fields) {
        Fault fault = assertThrows(Fault.class, () -> read(fields), fields);
        assertEquals(FaultCode.INVALID_REQUEST, fault.code());
        assertEquals(parameter, fault.parameter().orElse(""), fields);
    }
}
