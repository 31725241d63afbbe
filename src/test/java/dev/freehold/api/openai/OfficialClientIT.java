package dev.freehold.api.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.NotFoundException;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnauthorizedException;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.completions.CompletionCreateParams;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.models.Model;
import dev.freehold.TestKeys;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The official Java client, unchanged but for its address and its key. */
@QuarkusTest
class OfficialClientIT {
    @TestHTTPResource("/v1")
    String address = "";

    private Client client(String key) {
        return new Client(OpenAIOkHttpClient.builder()
                .baseUrl(address)
                .apiKey(key)
                .maxRetries(0)
                .build());
    }

    /** The client has a close method, but is not closeable. */
    private record Client(OpenAIClient client) implements AutoCloseable {
        @Override
        public void close() {
            client.close();
        }
    }

    private static ChatCompletionCreateParams.Builder question() {
        return ChatCompletionCreateParams.builder()
                .model("freehold-guide")
                .temperature(0)
                .addUserMessage("How do I start Freehold?");
    }

    @Test
    void chats() {
        try (Client open = client(TestKeys.create("inference"))) {
            OpenAIClient client = open.client();
            var answer = client.chat().completions().create(question().build());
            String text = answer.choices().getFirst().message().content().orElseThrow();
            assertTrue(text.contains("deploy/freehold run"), text);
            assertTrue(answer.usage().orElseThrow().totalTokens() > 0);
        }
    }

    @Test
    void streams() {
        try (Client open = client(TestKeys.create("inference"))) {
            OpenAIClient client = open.client();
            ChatCompletionCreateParams params = question()
                    .streamOptions(ChatCompletionStreamOptions.builder()
                            .includeUsage(true)
                            .build())
                    .build();
            try (StreamResponse<ChatCompletionChunk> chunks =
                    client.chat().completions().createStreaming(params)) {
                List<ChatCompletionChunk> all = chunks.stream().toList();
                String text = all.stream()
                        .flatMap(chunk -> chunk.choices().stream())
                        .flatMap(choice -> choice.delta().content().stream())
                        .collect(Collectors.joining());
                assertTrue(text.contains("deploy/freehold run"), text);
                assertTrue(all.getLast().usage().isPresent());
            }
        }
    }

    @Test
    void completesText() {
        try (Client open = client(TestKeys.create("inference"))) {
            OpenAIClient client = open.client();
            var answer = client.completions()
                    .create(CompletionCreateParams.builder()
                            .model("freehold-guide")
                            .prompt("Freehold is")
                            .maxTokens(5)
                            .build());
            assertEquals(5, answer.usage().orElseThrow().completionTokens());
            assertTrue(!answer.choices().getFirst().text().isEmpty());
        }
    }

    @Test
    void embedsTheSameVectorInBothEncodings() {
        try (Client open = client(TestKeys.create("inference"))) {
            OpenAIClient client = open.client();
            CreateEmbeddingResponse floats =
                    client.embeddings().create(embedding(EmbeddingCreateParams.EncodingFormat.FLOAT));
            CreateEmbeddingResponse base64 =
                    client.embeddings().create(embedding(EmbeddingCreateParams.EncodingFormat.BASE64));
            assertEquals(2, floats.data().size());
            assertEquals(
                    floats.data().getFirst().embedding(),
                    base64.data().getFirst().embedding());
            double norm = floats.data().getFirst().embedding().stream()
                    .mapToDouble(value -> value * value)
                    .sum();
            assertEquals(1, norm, 1e-3);
        }
    }

    private static EmbeddingCreateParams embedding(EmbeddingCreateParams.EncodingFormat format) {
        return EmbeddingCreateParams.builder()
                .model("freehold-embed")
                .inputOfArrayOfStrings(List.of("How do I start it?", "What is a quota?"))
                .encodingFormat(format)
                .build();
    }

    @Test
    void listsAndFindsModels() {
        try (Client open = client(TestKeys.create("inference"))) {
            OpenAIClient client = open.client();
            List<String> ids =
                    client.models().list().items().stream().map(Model::id).toList();
            assertTrue(ids.containsAll(List.of("freehold-guide", "freehold-embed")), ids.toString());
            assertEquals(
                    "freehold-guide", client.models().retrieve("freehold-guide").id());
            assertThrows(NotFoundException.class, () -> client.models().retrieve("nobody"));
        }
    }

    @Test
    void seesOnlyTheModelsOfItsKey() {
        String key = TestKeys.create(Map.of(
                "name", "one", "roles", List.of("inference"), "models", List.of("freehold-embed"), "unlimited", true));
        try (Client open = client(key)) {
            OpenAIClient client = open.client();
            assertEquals(
                    List.of("freehold-embed"),
                    client.models().list().items().stream().map(Model::id).toList());
            assertThrows(NotFoundException.class, () -> client.models().retrieve("freehold-guide"));
            assertThrows(
                    NotFoundException.class,
                    () -> client.chat().completions().create(question().build()));
        }
    }

    @Test
    void understandsOurErrors() {
        try (Client open = client("fh_live_nonsense")) {
            OpenAIClient client = open.client();
            UnauthorizedException refused = assertThrows(
                    UnauthorizedException.class,
                    () -> client.chat().completions().create(question().build()));
            assertEquals("invalid_api_key", refused.code().orElseThrow());
        }
        try (Client open = client(TestKeys.create("inference"))) {
            OpenAIClient client = open.client();
            BadRequestException refused = assertThrows(
                    BadRequestException.class,
                    () -> client.chat()
                            .completions()
                            .create(question().maxCompletionTokens(-1).build()));
            assertEquals("max_completion_tokens", refused.param().orElseThrow());
        }
        String limited = TestKeys.create(Map.of(
                "name",
                "none",
                "roles",
                List.of("inference"),
                "limits",
                List.of(TestKeys.limit("requests", "minute", 0))));
        try (Client open = client(limited)) {
            OpenAIClient client = open.client();
            assertThrows(
                    RateLimitException.class,
                    () -> client.chat().completions().create(question().build()));
        }
    }
}
