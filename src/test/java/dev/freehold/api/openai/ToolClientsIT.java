package dev.freehold.api.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessage;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import com.openai.models.chat.completions.ChatCompletionToolChoiceOption;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import dev.freehold.TestKeys;
import dev.freehold.inference.decoder.TinyToolModels;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ToolChoice;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.model.output.FinishReason;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What clients understand of tool calls: they read calls of a random model into their own types, turn after turn. */
@QuarkusTest
@QuarkusTestResource(value = TinyToolModels.class, restrictToAnnotatedClass = true)
class ToolClientsIT {
    private static final int TURNS = 3;

    @TestHTTPResource("/v1")
    String address = "";

    private String key = "";
    private OpenAIClient client;

    /** A function's parameters, as the official client describes them. */
    @JsonClassDescription("Tells the weather")
    static class Weather {
        public City city = City.BERN;
        public boolean exact;

        enum City {
            BERN,
            ULM
        }
    }

    @BeforeEach
    void open() {
        key = TestKeys.create("inference");
        client = OpenAIOkHttpClient.builder()
                .baseUrl(address)
                .apiKey(key)
                .maxRetries(0)
                .build();
    }

    @AfterEach
    void close() {
        client.close();
    }

    private static ChatCompletionCreateParams.Builder question() {
        return ChatCompletionCreateParams.builder()
                .model("tiny-hermes")
                .maxCompletionTokens(120)
                .parallelToolCalls(false)
                .toolChoice(ChatCompletionToolChoiceOption.Auto.REQUIRED)
                .addTool(Weather.class)
                .addUserMessage("Sun?");
    }

    private static ChatCompletionMessageFunctionToolCall onlyCall(ChatCompletionMessage message) {
        List<ChatCompletionMessageFunctionToolCall> calls = message.toolCalls().orElseThrow().stream()
                .map(call -> call.asFunction())
                .toList();
        assertEquals(1, calls.size());
        return calls.getFirst();
    }

    @Test
    void theOfficialClientRunsToolsOverSeveralTurns() {
        ChatCompletionCreateParams.Builder conversation = question();
        for (int turn = 0; turn < TURNS; turn++) {
            ChatCompletion.Choice choice = client.chat()
                    .completions()
                    .create(conversation.build())
                    .choices()
                    .getFirst();
            assertEquals(ChatCompletion.Choice.FinishReason.TOOL_CALLS, choice.finishReason());
            answer(conversation, choice.message());
        }
    }

    @Test
    void theOfficialClientAccumulatesStreamedCalls() {
        ChatCompletionCreateParams.Builder conversation = question();
        for (int turn = 0; turn < TURNS; turn++) {
            ChatCompletionAccumulator whole = ChatCompletionAccumulator.create();
            try (StreamResponse<ChatCompletionChunk> chunks =
                    client.chat().completions().createStreaming(conversation.build())) {
                chunks.stream().forEach(whole::accumulate);
            }
            answer(conversation, whole.chatCompletion().choices().getFirst().message());
        }
    }

    private static void answer(ChatCompletionCreateParams.Builder conversation, ChatCompletionMessage message) {
        ChatCompletionMessageFunctionToolCall call = onlyCall(message);
        Weather weather = call.function().arguments(Weather.class);
        assertNotNull(weather.city);
        conversation.addMessage(message);
        conversation.addMessage(ChatCompletionToolMessageParam.builder()
                .toolCallId(call.id())
                .content("20")
                .build());
    }

    @Test
    void theOfficialClientNamesWhatIsWrong() {
        BadRequestException refused = assertThrows(
                BadRequestException.class,
                () -> client.chat()
                        .completions()
                        .create(question().model("tiny-deaf").build()));
        assertEquals("tools", refused.param().orElseThrow());
    }

    private static final ToolSpecification WEATHER = ToolSpecification.builder()
            .name("weather")
            .description("Tells the weather")
            .parameters(JsonObjectSchema.builder()
                    .addEnumProperty("city", List.of("Bern", "Ulm"))
                    .addBooleanProperty("exact")
                    .required("city", "exact")
                    .additionalProperties(false)
                    .build())
            .build();

    private static ChatRequest request(List<ChatMessage> messages) {
        return ChatRequest.builder()
                .messages(messages)
                .maxOutputTokens(120)
                .toolSpecifications(WEATHER)
                .toolChoice(ToolChoice.REQUIRED)
                .build();
    }

    @Test
    void langChainRunsToolsOverSeveralTurns() {
        OpenAiChatModel model = OpenAiChatModel.builder()
                .baseUrl(address)
                .apiKey(key)
                .modelName("tiny-mistral")
                .parallelToolCalls(false)
                .strictTools(true)
                .maxRetries(0)
                .build();
        List<ChatMessage> messages = new ArrayList<>(List.of(UserMessage.from("Sun?")));
        for (int turn = 0; turn < TURNS; turn++) {
            ChatResponse response = model.chat(request(messages));
            assertEquals(FinishReason.TOOL_EXECUTION, response.finishReason());
            answer(messages, response.aiMessage());
        }
    }

    @Test
    void langChainStreamsCalls() throws Exception {
        OpenAiStreamingChatModel model = OpenAiStreamingChatModel.builder()
                .baseUrl(address)
                .apiKey(key)
                .modelName("tiny-deepseek")
                .parallelToolCalls(false)
                .strictTools(true)
                .build();
        List<ChatMessage> messages = new ArrayList<>(List.of(UserMessage.from("Sun?")));
        for (int turn = 0; turn < TURNS; turn++) {
            CompletableFuture<ChatResponse> response = new CompletableFuture<>();
            model.chat(request(messages), new StreamingChatResponseHandler() {
                @Override
                public void onCompleteResponse(ChatResponse complete) {
                    response.complete(complete);
                }

                @Override
                public void onError(Throwable error) {
                    response.completeExceptionally(error);
                }
            });
            answer(messages, response.get(60, TimeUnit.SECONDS).aiMessage());
        }
    }

    private static void answer(List<ChatMessage> messages, AiMessage message) {
        ToolExecutionRequest call = message.toolExecutionRequests().getFirst();
        assertEquals(1, message.toolExecutionRequests().size());
        assertEquals("weather", call.name());
        assertTrue(
                call.arguments()
                        .matches("\\{\\s*\"city\"\\s*:\\s*\"(Bern|Ulm)\"\\s*,\\s*\"exact\"\\s*:\\s*(true|false)\\s*}"),
                call.arguments());
        messages.add(message);
        messages.add(ToolExecutionResultMessage.from(call, "20"));
    }

    @Test
    void answersWithCallsAreWhatOpenAisDocumentSays() throws Exception {
        String question = """
                {"model":"tiny-hermes","max_completion_tokens":120,%s"tool_choice":"required","messages":[{"role":"user","content":"Sun?"}],
                 "tools":[{"type":"function","function":{"name":"weather","parameters":{"type":"object"}}}]}""";
        ObjectMapper json = new ObjectMapper();
        PublishedSchemas.check("CreateChatCompletionResponse", json.readTree(chat(question.formatted(""))));
        for (String line : chat(question.formatted("\"stream\":true,")).split("\n", -1)) {
            if (line.startsWith("data: {")) {
                PublishedSchemas.check(
                        "CreateChatCompletionStreamResponse", json.readTree(line.substring("data: ".length())));
            }
        }
    }

    private String chat(String body) {
        return TestKeys.as(key)
                .contentType(ContentType.JSON)
                .body(body)
                .post("/v1/chat/completions")
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }
}
