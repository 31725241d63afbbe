package dev.freehold.api.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.core.Fault;
import dev.freehold.gateway.GenerationRequest.Input;
import dev.freehold.inference.Conversation;
import dev.freehold.inference.Conversation.Effort;
import dev.freehold.inference.Conversation.Message;
import dev.freehold.inference.ToolCall;
import dev.freehold.inference.ToolChoice;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponseRequestTest {
    private static ResponseRequest read(String fields) {
        return ResponseRequest.read(
                ("{\"model\":\"m\"," + fields + "}").getBytes(StandardCharsets.UTF_8), id -> List.of());
    }

    private static Conversation conversation(String fields) {
        return ((Input.Chat) read(fields).generation().inputs().getFirst()).conversation();
    }

    @Test
    void itemsBecomeTheTurnsOfAConversation() {
        Conversation conversation = conversation("""
                "instructions":"be brief","input":[
                  {"role":"developer","content":"rules"},
                  {"role":"user","content":[{"type":"input_text","text":"weather "},{"type":"input_text","text":"in Bern?"}]},
                  {"type":"reasoning","id":"rs_1","summary":[],"content":[{"type":"reasoning_text","text":"look it up"}],"encrypted_content":null},
                  {"type":"message","id":"msg_1","status":"completed","role":"assistant","content":[{"type":"output_text","text":"wait","annotations":[]}]},
                  {"type":"function_call","call_id":"c1","name":"weather","arguments":"{}"},
                  {"type":"function_call","call_id":"c2","name":"time","arguments":"{}"},
                  {"type":"function_call_output","call_id":"c2","output":"noon"},
                  {"type":"function_call_output","call_id":"c1","output":[{"type":"input_text","text":"rain"}]},
                  {"role":"assistant","content":"It rains."},
                  {"role":"user","content":"thanks"}]""");

        assertEquals(
                List.of(
                        new Message.Instructions("be brief"),
                        new Message.Instructions("rules"),
                        new Message.Question("weather in Bern?"),
                        new Message.Answer(
                                "wait",
                                "look it up",
                                List.of(new ToolCall("c1", "weather", "{}"), new ToolCall("c2", "time", "{}"))),
                        new Message.ToolResult("c2", "time", "noon"),
                        new Message.ToolResult("c1", "weather", "rain"),
                        new Message.Answer("It rains."),
                        new Message.Question("thanks")),
                conversation.messages());
    }

    @Test
    void functionsAndEffortGoWithTheConversation() {
        Conversation conversation = conversation("""
                "input":"a","reasoning":{"effort":"low","summary":"auto"},"parallel_tool_calls":false,
                "tool_choice":{"type":"function","name":"f"},
                "tools":[{"type":"function","name":"f","description":"d","parameters":{"type":"object"},"strict":false},
                         {"type":"function","name":"g","parameters":null,"strict":null}]""");

        assertEquals(Optional.of(Effort.LOW), conversation.effort());
        assertEquals(new ToolChoice.Named("f"), conversation.tools().choice());
        assertEquals(false, conversation.tools().isParallel());
        assertEquals(
                "{\"type\":\"object\"}",
                conversation.tools().functions().getFirst().parameters());
        assertTrue(conversation.tools().functions().getLast().isStrict());
    }

    @Test
    void whatTheResponseBeforeSaidComesFirst() {
        ResponseRequest request = ResponseRequest.read(
                "{\"model\":\"m\",\"input\":\"two\",\"previous_response_id\":\"resp_1\"}"
                        .getBytes(StandardCharsets.UTF_8),
                id -> List.of(ResponseItem.Message.of("user", List.of(ResponseItem.Part.input(id)))));

        assertEquals(2, request.items().size());
        assertEquals("resp_1", ((ResponseItem.Message) request.items().getFirst()).text());
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            delimiter = '|',
            value = {
                "'input':null|input",
                "'input':7|input",
                "'input':[]|input",
                "'input':[7]|input[0]",
                "'input':[{'role':'user'}]|input[0].content",
                "'input':[{'content':'a'}]|input[0].role",
                "'input':[{'role':'tool','content':'a'}]|input[0].role",
                "'input':[{'type':'item_reference','id':'x'}]|input[0].type",
                "'input':[{'type':'computer_call'}]|input[0].type",
                "'input':[{'role':'user','content':[{'type':'input_image','image_url':'x'}]}]|input[0].content[0].type",
                "'input':[{'role':'user','content':[{'type':'output_text','text':'x'}]}]|input[0].content[0].type",
                "'input':[{'role':'user','content':[{'type':'input_text'}]}]|input[0].content[0].text",
                "'input':[{'role':'user','content':'a','name':'x'}]|input[0].name",
                "'input':[{'type':'function_call_output','call_id':'x','output':'y'}]|input[0].call_id",
                "'input':[{'type':'function_call','call_id':'x','name':'y'}]|input[0].arguments",
                "'input':[{'type':'function_call','call_id':'x','name':'y','arguments':'{}'}]|input",
                "'input':[{'type':'reasoning','summary':[],'encrypted_content':'x'}]|input[0].encrypted_content",
                "'input':'a','n':2|n",
                "'input':'a','stop':'x'|stop",
                "'input':'a','background':true|background",
                "'input':'a','conversation':'c'|conversation",
                "'input':'a','prompt':{'id':'x'}|prompt",
                "'input':'a','moderation':{'x':1}|moderation",
                "'input':'a','context_management':[{'type':'compaction'}]|context_management",
                "'input':'a','truncation':'auto'|truncation",
                "'input':'a','prompt_cache_retention':'24h'|prompt_cache_retention",
                "'input':'a','max_output_tokens':0|max_output_tokens",
                "'input':'a','temperature':2.1|temperature",
                "'input':'a','temperature':'hot'|temperature",
                "'input':'a','top_p':1.1|top_p",
                "'input':'a','top_logprobs':21|top_logprobs",
                "'input':'a','include':['reasoning.encrypted_content']|include[0]",
                "'input':'a','tools':[{'type':'web_search'}]|tools[0].type",
                "'input':'a','tools':[{'type':'function','name':'a b'}]|tools[0].name",
                "'input':'a','tools':[{'type':'function','name':'a'},{'type':'function','name':'a'}]|tools[1].name",
                "'input':'a','tools':[{'type':'function','name':'a','parameters':7}]|tools[0].parameters",
                "'input':'a','tools':[{'type':'function','name':'a','defer_loading':true}]|tools[0].defer_loading",
                "'input':'a','tool_choice':'required'|tool_choice",
                "'input':'a','tool_choice':'any'|tool_choice",
                "'input':'a','tool_choice':7|tool_choice",
                "'input':'a','tool_choice':{'type':'web_search'}|tool_choice.type",
                "'input':'a','tool_choice':{'type':'function','name':'a'}|tool_choice",
                "'input':'a','max_tool_calls':0|max_tool_calls",
                "'input':'a','text':{'format':{'type':'xml'}}|text.format.type",
                "'input':'a','text':{'format':{'type':'json_schema'}}|text.format.name",
                "'input':'a','text':{'format':{'type':'json_schema','name':'a'}}|text.format.schema",
                "'input':'a','text':{'format':{'type':'json_schema','name':'a b','schema':{}}}|text.format.name",
                "'input':'a','text':{'format':{'type':'json_schema','name':'a','schema':7}}|text.format.schema",
                "'input':'a','text':{'format':{'type':'json_schema','name':'a','schema':{'contains':{}}}}|text.format.schema",
                "'input':'a','text':{'format':{'type':'json_schema','name':'a','schema':{},'strict':1}}|text.format.strict",
                "'input':'a','text':{'format':{'type':'json_schema','json_schema':{'name':'a'}}}|text.format.json_schema",
                "'input':'a','text':{'format':{'type':'json_schema','name':'a','schema':{},'json_schema':{}}}|text.format.json_schema",
                "'input':'a','text':{'format':7}|text.format",
                "'input':'a','text':{'verbosity':'low'}|text.verbosity",
                "'input':'a','reasoning':{'effort':'much'}|reasoning.effort",
                "'input':'a','reasoning':{'summary':'detailed'}|reasoning.summary",
                "'input':'a','stream_options':{'include_obfuscation':true}|stream_options",
                "'input':'a','stream':true,'stream_options':{'include_usage':true}|stream_options.include_usage",
                "'input':'a','stream':1|stream",
                "'input':'a','store':'yes'|store",
                "'input':'a','metadata':{'a':7}|metadata.a",
                "'input':'a','metadata':{'':'x'}|metadata",
                "'input':'a','metadata':[]|metadata",
                "'input':'a','service_tier':'gold'|service_tier",
                "'input':'a','user':7|user",
                "'input':'a','instructions':[]|instructions"
            })
    void whatCannotBeHonouredIsRefusedByName(String fields, String parameter) {
        Fault fault = assertThrows(Fault.class, () -> read(fields.replace('\'', '"')));

        assertEquals(parameter, fault.parameter().orElse("none"));
    }
}
