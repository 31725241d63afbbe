package dev.freehold.api.anthropic;

import static dev.freehold.TestKeys.as;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.freehold.TestKeys;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.util.Collections;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each field at its limit, one past it, and of the wrong type. */
@QuarkusTest
class MessageFieldsIT {
    private static final String USER = "{\"role\":\"user\",\"content\":\"Hello\"}";
    private static String key = "";

    private static void check(String fields, int status, String named) {
        if (key.isEmpty()) {
            key = TestKeys.create("inference");
        }
        String body = fields.contains("\"messages\":") ? fields : fields + ",\"messages\":[" + USER + "]";
        String full = (body.contains("\"max_tokens\":") ? "{" : "{\"max_tokens\":1,") + body + "}";
        var answer = as(key).contentType(ContentType.JSON)
                .body(full.contains("\"model\":") ? full : full.replaceFirst("\\{", "{\"model\":\"freehold-guide\","))
                .post("/v1/messages")
                .then()
                .statusCode(status);
        if (status == 400) {
            answer.body("type", equalTo("error"))
                    .body("error.type", equalTo("invalid_request_error"))
                    .body("error.message", containsString(named));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'max_tokens':1",
                "'temperature':0",
                "'temperature':1",
                "'top_p':0",
                "'top_p':1",
                "'top_k':0",
                "'top_k':1000000",
                "'stop_sequences':[]",
                "'stop_sequences':['a','b','c','d','e','f','g','h','i','j','k','l','m','n','o','p']",
                "'stop_sequences':null",
                "'metadata':{'user_id':'u'}",
                "'metadata':{}",
                "'service_tier':'auto'",
                "'service_tier':'standard_only'",
                "'stream':false",
                "'tools':[]",
                "'system':'Be brief.'",
                "'system':[{'type':'text','text':'Be brief.'}]",
                "'cache_control':{'type':'ephemeral','ttl':'1h'}",
                "'thinking':{'type':'disabled'}",
                "'thinking':{'type':'adaptive'}",
                "'thinking':{'type':'adaptive','display':'omitted'}",
                "'max_tokens':900,'thinking':null",
                "'messages':[{'role':'user','content':[{'type':'text','text':'Hi','cache_control':{'type':'ephemeral'}}]}]",
                "'messages':[{'role':'user','content':'a'},{'role':'assistant','content':[{'type':'thinking','thinking':'hm','signature':''},{'type':'redacted_thinking','data':'x'},{'type':'text','text':'b','citations':null}]},{'role':'user','content':'c'}]"
            })
    void accepts(String fields) {
        check(fields.replace('\'', '"'), 200, "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "model|'model':7",
                "model|'model':null",
                "max_tokens|'max_tokens':null",
                "max_tokens|'max_tokens':0",
                "max_tokens|'max_tokens':-1",
                "max_tokens|'max_tokens':1.5",
                "max_tokens|'max_tokens':'1'",
                "max_tokens|'max_tokens':2147483648",
                "temperature|'temperature':1.01",
                "temperature|'temperature':-0.1",
                "temperature|'temperature':'hot'",
                "top_p|'top_p':1.1",
                "top_p|'top_p':-1",
                "top_p|'top_p':true",
                "top_k|'top_k':-1",
                "top_k|'top_k':1000001",
                "top_k|'top_k':0.5",
                "stop_sequences|'stop_sequences':'a'",
                "stop_sequences[0]|'stop_sequences':[1]",
                "stop_sequences|'stop_sequences':['']",
                "stop_sequences|'stop_sequences':[' ']",
                "stop_sequences|'stop_sequences':['a','b','c','d','e','f','g','h','i','j','k','l','m','n','o','p','q']",
                "metadata|'metadata':'u'",
                "metadata.user_id|'metadata':{'user_id':7}",
                "metadata.more|'metadata':{'more':7}",
                "service_tier|'service_tier':'flex'",
                "service_tier|'service_tier':1",
                "stream|'stream':'yes'",
                "cache_control.type|'cache_control':{'type':'forever'}",
                "cache_control.ttl|'cache_control':{'type':'ephemeral','ttl':'1d'}",
                "thinking.type|'thinking':{}",
                "thinking.type|'thinking':{'type':'hard'}",
                "thinking|'thinking':true",
                "thinking.budget_tokens|'thinking':{'type':'enabled'}",
                "thinking.budget_tokens|'thinking':{'type':'enabled','budget_tokens':1023}",
                "thinking.budget_tokens|'max_tokens':2000,'thinking':{'type':'enabled','budget_tokens':2000}",
                "thinking.display|'thinking':{'type':'adaptive','display':'loud'}",
                "thinking.budget_tokens|'thinking':{'type':'disabled','budget_tokens':2000}",
                "system|'system':7",
                "system|'system':''",
                "system|'system':[]",
                "system[0].type|'system':[{'type':'image'}]",
                "system[0].text|'system':[{'type':'text','text':' '}]",
                "container|'container':'c'",
                "context_management|'context_management':{'edits':[1]}",
                "mcp_servers|'mcp_servers':[{}]",
                "output_config|'output_config':{'effort':'low'}",
                "inference_geo|'inference_geo':'us'",
                "n|'n':1",
                "messages|'messages':null",
                "messages|'messages':[]",
                "messages|'messages':{}",
                "messages[0]|'messages':['hello']",
                "messages[0].role|'messages':[{'content':'x'}]",
                "messages[0].role|'messages':[{'role':'system','content':'x'}]",
                "messages[0].role|'messages':[{'role':'assistant','content':'x'},{'role':'user','content':'x'}]",
                "messages|'messages':[{'role':'user','content':'x'},{'role':'assistant','content':'x'}]",
                "messages[0].content|'messages':[{'role':'user'}]",
                "messages[0].content|'messages':[{'role':'user','content':7}]",
                "messages[0].content|'messages':[{'role':'user','content':''}]",
                "messages[0].content|'messages':[{'role':'user','content':[]}]",
                "messages[0].name|'messages':[{'role':'user','content':'x','name':'n'}]",
                "messages[0].content[0]|'messages':[{'role':'user','content':['x']}]",
                "messages[0].content[0].type|'messages':[{'role':'user','content':[{}]}]",
                "image|'messages':[{'role':'user','content':[{'type':'image','source':{}}]}]",
                "document|'messages':[{'role':'user','content':[{'type':'document','source':{}}]}]",
                "messages[0].content[1].type|'messages':[{'role':'user','content':[{'type':'text','text':'x'},{'type':'image'}]}]",
                "messages[0].content[0].type|'messages':[{'role':'user','content':[{'type':'thinking','thinking':'x'}]}]",
                "messages[0].content[0].text|'messages':[{'role':'user','content':[{'type':'text'}]}]",
                "messages[0].content[0].more|'messages':[{'role':'user','content':[{'type':'text','text':'x','more':1}]}]",
                "messages[0].content[0].citations|'messages':[{'role':'user','content':[{'type':'text','text':'x','citations':[{}]}]}]"
            })
    void namesWhatIsWrong(String wrong) {
        int bar = wrong.indexOf('|');
        check(wrong.substring(bar + 1).replace('\'', '"'), 400, wrong.substring(0, bar));
    }

    @ParameterizedTest
    @ValueSource(ints = {2048, 2049})
    void takesSoManyMessagesAndNoMore(int count) {
        String messages = String.join(",", Collections.nCopies(count, USER));
        check("\"messages\":[" + messages + "]", 400, count > 2048 ? "2048" : "context");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{\"a\":1,\"a\":2}", "{\"model\":\"\\ud800\"}", "{} x"})
    void malformedJsonIsTheCallersFault(String body) {
        as(TestKeys.create("inference"))
                .contentType(ContentType.JSON)
                .body(body)
                .post("/v1/messages")
                .then()
                .statusCode(400)
                .body("error.type", equalTo("invalid_request_error"))
                .body("error.message", containsString("JSON"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/messages", "/v1/messages/count_tokens"})
    void largeAndForeignBodiesAreRefusedInTheProtocolsWords(String path) {
        String some = TestKeys.create("inference");
        as(some).contentType(ContentType.JSON)
                .body(new byte[5 * 1024 * 1024])
                .post(path)
                .then()
                .statusCode(413)
                .body("error.type", equalTo("request_too_large"));
        as(some).contentType("text/plain")
                .body("{}")
                .post(path)
                .then()
                .statusCode(415)
                .body("error.type", equalTo("invalid_request_error"));
    }
}
