package dev.freehold.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Valid bodies to start from: the examples of the OpenAPI document, and for routes with many fields some that have them all. */
record RequestCorpus(Map<String, List<ObjectNode>> bodies) {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Map<String, List<String>> RICH = Map.of(
            "/v1/chat/completions",
            List.of("""
                    {"model":"freehold-guide","messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Hi"},
                    {"role":"assistant","content":"Hello"},{"role":"user","content":[{"type":"text","text":"What is it?"}]}],
                    "max_completion_tokens":2,"temperature":0.5,"top_p":0.9,"n":2,"stop":["x"],"seed":7,"frequency_penalty":0.1,
                    "presence_penalty":0.1,"logit_bias":{"5":1},"logprobs":true,"top_logprobs":2,"service_tier":"default",
                    "stream":true,"stream_options":{"include_usage":true}}""", """
                    {"model":"freehold-guide","messages":[{"role":"user","content":"Hi"}],"max_tokens":1,"top_k":5,"min_p":0.1,
                    "repetition_penalty":1.1,"stop":"x","response_format":{"type":"text"}}"""),
            "/v1/completions",
            List.of("""
                    {"model":"freehold-guide","prompt":["Freehold is","It"],"max_tokens":2,"temperature":0.5,"top_p":0.9,"n":1,
                    "stop":["x"],"seed":7,"frequency_penalty":0.1,"presence_penalty":0.1,"logit_bias":{"5":1},"logprobs":2,
                    "best_of":1,"echo":false,"stream":true,"stream_options":{"include_usage":true}}""", """
                    {"model":"freehold-guide","prompt":[1,2,3],"max_tokens":1,"echo":true}"""),
            "/v1/embeddings",
            List.of("""
                    {"model":"freehold-embed","input":["one","two"],"encoding_format":"base64"}""", """
                    {"model":"freehold-embed","input":[[1,2],[3]],"encoding_format":"float"}"""),
            "/v1/responses",
            List.of("""
                    {"model":"freehold-guide","input":[{"role":"developer","content":"Be brief."},
                    {"role":"user","content":[{"type":"input_text","text":"Hi"}]},
                    {"type":"reasoning","id":"rs_1","summary":[],"content":[{"type":"reasoning_text","text":"hm"}]},
                    {"type":"message","role":"assistant","status":"completed","content":[{"type":"output_text","text":"Hello","annotations":[]}]},
                    {"role":"user","content":"What is it?"}],"instructions":"Be kind.","max_output_tokens":2,"temperature":0.5,
                    "top_p":0.9,"top_logprobs":2,"include":["message.output_text.logprobs"],"metadata":{"a":"b"},
                    "truncation":"disabled","service_tier":"auto","user":"u","safety_identifier":"s","prompt_cache_key":"k",
                    "text":{"format":{"type":"text"},"verbosity":"medium"},"reasoning":{"summary":"auto"},"store":false,
                    "parallel_tool_calls":true,"stream":true,"stream_options":{"include_obfuscation":true}}""", """
                    {"model":"freehold-guide","input":"Hi","max_output_tokens":1,"tool_choice":"auto"}""", """
                    {"model":"freehold-guide","max_output_tokens":1,"input":[{"role":"user","content":"Weather?"},
                    {"type":"function_call","call_id":"c","name":"f","arguments":"{}"},
                    {"type":"function_call_output","call_id":"c","output":"rain"}]}"""));

    /** The POST routes under {@code /v1} that the document has. */
    static RequestCorpus of(String openApi) {
        Map<String, List<ObjectNode>> bodies = new LinkedHashMap<>();
        parse(openApi).get("paths").properties().forEach(path -> {
            JsonNode content = path.getValue().at("/post/requestBody/content/application~1json");
            if (path.getKey().startsWith("/v1/") && !content.isMissingNode()) {
                bodies.put(path.getKey(), bodies(path.getKey(), content.get("example")));
            }
        });
        return new RequestCorpus(bodies);
    }

    List<String> routes() {
        return List.copyOf(bodies.keySet());
    }

    private static List<ObjectNode> bodies(String route, JsonNode example) {
        List<ObjectNode> all = new ArrayList<>();
        all.add(bounded(route, (ObjectNode) (example.isTextual() ? parse(example.textValue()) : example)));
        RICH.getOrDefault(route, List.of()).forEach(body -> all.add((ObjectNode) parse(body)));
        return all;
    }

    /** An example answers as long as it likes; thousands of it may not. */
    private static ObjectNode bounded(String route, ObjectNode example) {
        if (route.equals("/v1/chat/completions")) {
            example.put("max_tokens", 1);
        } else if (route.equals("/v1/responses")) {
            example.put("max_output_tokens", 1);
        }
        return example;
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(text, e);
        }
    }
}
