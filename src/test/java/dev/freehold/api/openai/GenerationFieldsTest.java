package dev.freehold.api.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.gateway.GenerationRequest;
import dev.freehold.gateway.GenerationRequest.Input;
import dev.freehold.inference.Priority;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class GenerationFieldsTest {

    private static GenerationRequest chat(String fields) {
        String body = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]" + fields + "}";
        return ChatRequest.read(body.getBytes(StandardCharsets.UTF_8)).generation();
    }

    private static GenerationRequest completion(String fields) {
        String body = "{\"model\":\"m\"," + fields + "}";
        return CompletionRequest.read(body.getBytes(StandardCharsets.UTF_8)).generation();
    }

    /** A field, values that are allowed, among them its limits, and values that are not, among them one past each limit. */
    private record Rule(String field, List<String> good, List<String> bad) {}

    private static final List<Rule> RULES = List.of(
            new Rule("temperature", List.of("0", "2", "null"), List.of("-0.1", "2.1", "\"1\"", "[]")),
            new Rule("top_p", List.of("0", "1"), List.of("-0.1", "1.1", "true")),
            new Rule("top_k", List.of("-1", "0", "1000000"), List.of("-2", "1000001", "1.5", "\"5\"")),
            new Rule("min_p", List.of("0", "1"), List.of("-0.1", "1.1", "\"0\"")),
            new Rule("repetition_penalty", List.of("0.01", "1", "10"), List.of("0", "10.1", "-1", "\"1\"")),
            new Rule("frequency_penalty", List.of("-2", "2"), List.of("-2.1", "2.1", "\"0\"")),
            new Rule("presence_penalty", List.of("-2", "2"), List.of("-2.1", "2.1", "{}")),
            new Rule("n", List.of("1", "128"), List.of("0", "129", "1.5", "\"2\"")),
            new Rule("seed", List.of("-9223372036854775808", "0"), List.of("9223372036854775808", "0.5", "\"0\"")),
            new Rule(
                    "logit_bias",
                    List.of("{}", "{\"0\":-100,\"7\":100,\"8\":0.5}"),
                    List.of(
                            "[]",
                            "{\"x\":1}",
                            "{\"-1\":1}",
                            "{\"1.5\":1}",
                            "{\"99999999999\":1}",
                            "{\"1\":100.1}",
                            "{\"1\":-101}",
                            "{\"1\":\"5\"}",
                            "{\"1\":null}")),
            new Rule(
                    "service_tier",
                    List.of("\"auto\"", "\"default\"", "\"flex\"", "\"priority\""),
                    List.of("\"scale\"", "\"\"", "1")),
            new Rule("stop", List.of("\"a\"", "[\"a\",\"b\",\"c\",\"d\"]"), List.of("\"\"", "[\"a\",\"\"]", "7")));

    @Test
    void everyFieldTakesItsLimitsAndNothingBeyond() {
        for (Rule rule : RULES) {
            for (String good : rule.good()) {
                chat(field(rule, good));
                completion("\"prompt\":\"p\"" + field(rule, good));
            }
            for (String bad : rule.bad()) {
                assertRefused(rule.field(), () -> chat(field(rule, bad)));
                assertRefused(rule.field(), () -> completion("\"prompt\":\"p\"" + field(rule, bad)));
            }
        }
    }

    private static String field(Rule rule, String value) {
        return ",\"" + rule.field() + "\":" + value;
    }

    private static void assertRefused(String field, Runnable read) {
        Fault fault = assertThrows(Fault.class, read::run, field);
        assertEquals(FaultCode.INVALID_REQUEST, fault.code());
        assertEquals(field, fault.parameter().orElseThrow());
        assertTrue(fault.message().contains(field), fault.message());
    }

    @Test
    void chatLogprobs() {
        assertEquals(OptionalInt.empty(), chat("").topLogprobs());
        assertEquals(
                OptionalInt.empty(),
                chat(",\"logprobs\":false,\"top_logprobs\":0").topLogprobs());
        assertEquals(OptionalInt.of(0), chat(",\"logprobs\":true").topLogprobs());
        assertEquals(
                OptionalInt.of(20),
                chat(",\"logprobs\":true,\"top_logprobs\":20").topLogprobs());
        assertRefused("top_logprobs", () -> chat(",\"logprobs\":true,\"top_logprobs\":21"));
        assertRefused("top_logprobs", () -> chat(",\"logprobs\":true,\"top_logprobs\":-1"));
        assertRefused("top_logprobs", () -> chat(",\"top_logprobs\":1"));
        assertRefused("logprobs", () -> chat(",\"logprobs\":5"));
    }

    @Test
    void completionLogprobs() {
        assertEquals(OptionalInt.empty(), completion("\"prompt\":\"p\"").topLogprobs());
        assertEquals(
                OptionalInt.of(0), completion("\"prompt\":\"p\",\"logprobs\":0").topLogprobs());
        assertEquals(
                OptionalInt.of(5), completion("\"prompt\":\"p\",\"logprobs\":5").topLogprobs());
        assertRefused("logprobs", () -> completion("\"prompt\":\"p\",\"logprobs\":6"));
        assertRefused("logprobs", () -> completion("\"prompt\":\"p\",\"logprobs\":true"));
    }

    @Test
    void whatIsSaidIsWhatIsAskedFor() {
        var wishes = chat(",\"top_k\":-1,\"top_p\":0,\"min_p\":0.1,\"repetition_penalty\":1.2,"
                        + "\"frequency_penalty\":0.5,\"presence_penalty\":-0.5,\"logit_bias\":{\"3\":-7}")
                .wishes();
        assertEquals(OptionalInt.of(0), wishes.topK());
        assertEquals(OptionalDouble.of(Double.MIN_NORMAL), wishes.topP());
        assertEquals(OptionalDouble.of(0.1), wishes.minP());
        assertEquals(OptionalDouble.of(1.2), wishes.repetitionPenalty());
        assertEquals(0.5, wishes.frequencyPenalty());
        assertEquals(-0.5, wishes.presencePenalty());
        assertEquals(Map.of(3, -7.0), wishes.logitBias());
        assertEquals(GenerationRequest.Wishes.NONE, chat("").wishes());
    }

    @Test
    void tiersArePriorities() {
        assertEquals(Priority.NORMAL, chat("").priority());
        assertEquals(Priority.NORMAL, chat(",\"service_tier\":\"auto\"").priority());
        assertEquals(Priority.HIGH, chat(",\"service_tier\":\"priority\"").priority());
        assertEquals(Priority.LOW, chat(",\"service_tier\":\"flex\"").priority());
    }

    @Test
    void aPromptIsATextOrTokensOrSeveral() {
        Input text = new Input.Text("a");
        Input tokens = new Input.Tokens(List.of(1, 2));
        assertEquals(List.of(text), completion("\"prompt\":\"a\"").inputs());
        assertEquals(List.of(text, text), completion("\"prompt\":[\"a\",\"a\"]").inputs());
        assertEquals(List.of(tokens), completion("\"prompt\":[1,2]").inputs());
        assertEquals(
                List.of(tokens, tokens), completion("\"prompt\":[[1,2],[1,2]]").inputs());
        for (String wrong : List.of("[]", "{}", "7", "null")) {
            assertRefused("prompt", () -> completion("\"prompt\":" + wrong));
        }
        assertRefused("prompt[1]", () -> completion("\"prompt\":[\"a\",7]"));
        assertRefused("prompt[1]", () -> completion("\"prompt\":[\"a\",[]]"));
        assertRefused("prompt[0]", () -> completion("\"prompt\":[[-1]]"));
        assertRefused("prompt", () -> completion("\"prompt\":[1,\"a\"]"));
    }

    @Test
    void refusesWithAReasonWhatCompletionsCannotDo() {
        assertRefused("suffix", () -> completion("\"prompt\":\"a\",\"suffix\":\"b\""));
        assertRefused("best_of", () -> completion("\"prompt\":\"a\",\"best_of\":3"));
        assertRefused("best_of", () -> completion("\"prompt\":\"a\",\"n\":2,\"best_of\":3"));
        assertRefused("echo", () -> completion("\"prompt\":\"a\",\"echo\":true,\"logprobs\":1"));
        assertEquals(
                3,
                completion("\"prompt\":\"a\",\"n\":3,\"best_of\":3,\"suffix\":\"\"")
                        .choices());
        assertTrue(completion("\"prompt\":\"a\",\"echo\":true").echo());
    }
}
