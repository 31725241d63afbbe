package dev.freehold.api.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.completions.CompletionChoice;
import com.openai.models.completions.CompletionCreateParams;
import dev.freehold.TestKeys;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the official client understands of n choices, log probabilities and the other ways to steer the choice of tokens. */
@QuarkusTest
class ChoicesIT {
    @TestHTTPResource("/v1")
    String address = "";

    private OpenAIClient client;

    @BeforeEach
    void open() {
        client = OpenAIOkHttpClient.builder()
                .baseUrl(address)
                .apiKey(TestKeys.create("inference"))
                .maxRetries(0)
                .build();
    }

    @AfterEach
    void close() {
        client.close();
    }

    private static ChatCompletionCreateParams.Builder question() {
        return ChatCompletionCreateParams.builder()
                .model("freehold-guide")
                .maxCompletionTokens(12)
                .addUserMessage("How do I start Freehold?");
    }

    private static CompletionCreateParams.Builder text() {
        return CompletionCreateParams.builder()
                .model("freehold-guide")
                .temperature(0)
                .maxTokens(6);
    }

    @Test
    void severalChoicesDifferAndAreCountedTogether() {
        var answer = client.chat()
                .completions()
                .create(question()
                        .n(4)
                        .temperature(2)
                        .putAdditionalBodyProperty("seed", JsonValue.from(1))
                        .build());
        List<String> texts = answer.choices().stream()
                .map(choice -> choice.message().content().orElseThrow())
                .toList();
        assertEquals(4, texts.size());
        assertNotEquals(1, texts.stream().distinct().count());
        for (int i = 0; i < 4; i++) {
            assertEquals(i, answer.choices().get(i).index());
        }
        long one = client.chat()
                .completions()
                .create(question().build())
                .usage()
                .orElseThrow()
                .promptTokens();
        assertEquals(one, answer.usage().orElseThrow().promptTokens());
        var third = client.chat()
                .completions()
                .create(question()
                        .temperature(2)
                        .putAdditionalBodyProperty("seed", JsonValue.from(3))
                        .build());
        assertEquals(
                texts.get(2), third.choices().getFirst().message().content().orElseThrow(), "seed 1 + index 2");
    }

    @Test
    void streamedChoicesAreThoseOfTheWholeAnswer() {
        ChatCompletionCreateParams params = question()
                .n(3)
                .temperature(2)
                .putAdditionalBodyProperty("seed", JsonValue.from(5))
                .logprobs(true)
                .streamOptions(
                        ChatCompletionStreamOptions.builder().includeUsage(true).build())
                .build();
        Map<Long, StringBuilder> streamed = new TreeMap<>();
        Map<Long, StringBuilder> tokens = new TreeMap<>();
        int ended = 0;
        List<ChatCompletionChunk> chunks;
        try (StreamResponse<ChatCompletionChunk> stream =
                client.chat().completions().createStreaming(params)) {
            chunks = stream.stream().toList();
        }
        for (ChatCompletionChunk chunk : chunks) {
            for (var choice : chunk.choices()) {
                streamed.computeIfAbsent(choice.index(), index -> new StringBuilder())
                        .append(choice.delta().content().orElse(""));
                choice.logprobs().flatMap(ChatCompletionChunk.Choice.Logprobs::content).stream()
                        .flatMap(List::stream)
                        .forEach(token -> tokens.computeIfAbsent(choice.index(), index -> new StringBuilder())
                                .append(token.token()));
                ended += choice.finishReason().isPresent() ? 1 : 0;
            }
        }
        assertEquals(3, ended);
        var whole = client.chat()
                .completions()
                .create(question()
                        .n(3)
                        .temperature(2)
                        .putAdditionalBodyProperty("seed", JsonValue.from(5))
                        .build());
        for (var choice : whole.choices()) {
            String text = choice.message().content().orElseThrow();
            assertEquals(text, String.valueOf(streamed.get(choice.index())));
            assertEquals(
                    text.strip(), String.valueOf(tokens.get(choice.index())).strip());
        }
        var usage = chunks.getLast().usage().orElseThrow();
        assertEquals(whole.usage().orElseThrow().completionTokens(), usage.completionTokens());
        assertTrue(usage.promptTokensDetails().orElseThrow().cachedTokens().orElseThrow() >= 0);
        assertEquals(
                0,
                usage.completionTokensDetails().orElseThrow().reasoningTokens().orElseThrow());
    }

    @Test
    void logprobsTellHowLikelyEachTokenWas() {
        var answer = client.chat()
                .completions()
                .create(question().temperature(0).logprobs(true).topLogprobs(3).build());
        var choice = answer.choices().getFirst();
        var tokens = choice.logprobs().orElseThrow().content().orElseThrow();
        assertFalse(tokens.isEmpty());
        StringBuilder text = new StringBuilder();
        for (var token : tokens) {
            text.append(token.token());
            assertEquals(3, token.topLogprobs().size());
            assertEquals(token.logprob(), token.topLogprobs().getFirst().logprob(), "the likeliest was taken");
            assertTrue(token.logprob() <= 0);
            assertEquals(token.token(), new String(bytes(token.bytes().orElseThrow()), StandardCharsets.UTF_8));
        }
        assertEquals(
                choice.message().content().orElseThrow().strip(),
                text.toString().strip());
    }

    private static byte[] bytes(List<Long> values) {
        byte[] bytes = new byte[values.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = values.get(i).byteValue();
        }
        return bytes;
    }

    @Test
    void completionsHaveLogprobsInTheOldShape() {
        CompletionChoice choice = client.completions()
                .create(text().prompt("Freehold is").logprobs(2).build())
                .choices()
                .getFirst();
        var logprobs = choice.logprobs().orElseThrow();
        List<String> tokens = logprobs.tokens().orElseThrow();
        assertEquals(tokens.size(), logprobs.tokenLogprobs().orElseThrow().size());
        assertEquals(tokens.size(), logprobs.topLogprobs().orElseThrow().size());
        assertEquals(choice.text(), String.join("", tokens));
        int offset = 0;
        for (int i = 0; i < tokens.size(); i++) {
            assertEquals(offset, logprobs.textOffset().orElseThrow().get(i));
            offset += tokens.get(i).length();
            assertEquals(
                    2,
                    logprobs.topLogprobs().orElseThrow().get(i)._allProperties().size());
        }
    }

    @Test
    void severalPromptsAreContinuedInOrderAndEchoed() {
        List<String> prompts = List.of("Freehold is", "A quota");
        var answer = client.completions()
                .create(text().promptOfArrayOfStrings(prompts).n(2).echo(true).build());
        assertEquals(4, answer.choices().size());
        for (int i = 0; i < 4; i++) {
            CompletionChoice choice = answer.choices().get(i);
            assertEquals(i, choice.index());
            assertTrue(choice.text().startsWith(prompts.get(i / 2)), choice.text());
        }
        assertEquals(answer.choices().get(0).text(), answer.choices().get(1).text(), "greedy");
        assertEquals(
                answer.choices().get(2).text(),
                client.completions()
                        .create(text().prompt("A quota").echo(true).build())
                        .choices()
                        .getFirst()
                        .text());
    }

    @Test
    void aBiasBansAndForcesTokens() {
        var params = question().temperature(0).logprobs(true).topLogprobs(1).maxCompletionTokens(1);
        String first = answer(params);
        String banned = answer(params.putAdditionalBodyProperty("logit_bias", JsonValue.from(Map.of("5", 100))));
        String forced = answer(params.temperature(2));
        assertNotEquals(first, banned);
        assertEquals(banned, forced);
        BadRequestException refused = assertThrows(
                BadRequestException.class,
                () -> answer(params.putAdditionalBodyProperty("logit_bias", JsonValue.from(Map.of("99999999", 1)))));
        assertEquals("logit_bias", refused.param().orElseThrow());
    }

    private String answer(ChatCompletionCreateParams.Builder params) {
        return client.chat()
                .completions()
                .create(params.build())
                .choices()
                .getFirst()
                .logprobs()
                .orElseThrow()
                .content()
                .orElseThrow()
                .getFirst()
                .token();
    }

    @Test
    void aTierIsReported() {
        var priority = ChatCompletionCreateParams.ServiceTier.PRIORITY;
        var answer = client.chat()
                .completions()
                .create(question().serviceTier(priority).build());
        assertEquals("priority", answer.serviceTier().orElseThrow().asString());
        assertEquals(
                "default",
                client.chat()
                        .completions()
                        .create(question().build())
                        .serviceTier()
                        .orElseThrow()
                        .asString());
    }

    @Test
    void moreChoicesThanTheSettingAllowsAreRefused() {
        BadRequestException refused = assertThrows(
                BadRequestException.class,
                () -> client.chat().completions().create(question().n(9).build()));
        assertEquals("n", refused.param().orElseThrow());
        assertTrue(String.valueOf(refused.getMessage()).contains("1 to 8"));
    }
}
