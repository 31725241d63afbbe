package dev.freehold.api.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.freehold.api.openai.ChatCompletion.Choice;
import dev.freehold.api.openai.ChatCompletion.Chunk;
import dev.freehold.api.openai.ChatCompletion.ChunkChoice;
import dev.freehold.api.openai.ChatCompletion.Delta;
import dev.freehold.api.openai.ChatCompletion.Message;
import dev.freehold.core.Usage;
import dev.freehold.gateway.Call;
import dev.freehold.gateway.GeneratedText;
import dev.freehold.gateway.TextGeneration;
import dev.freehold.inference.TokenStream.FinishReason;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jboss.resteasy.reactive.RestMulti;
import org.jspecify.annotations.Nullable;

/** Chat: a conversation in, the assistant's next message out. */
@Path("/v1/chat/completions")
class ChatCompletions {
    private static final String EXAMPLE = """
            {"model":"freehold-guide","messages":[{"role":"user","content":"What is Freehold?"}],"stream":false}""";

    private final TextGeneration generation;
    private final Answering answering;
    private final ObjectMapper json;

    ChatCompletions(TextGeneration generation, Answering answering, ObjectMapper json) {
        this.generation = generation;
        this.answering = answering;
        this.json = json;
    }

    @POST
    @Consumes("application/json")
    @RolesAllowed("inference")
    @Blocking
    @RunOnVirtualThread
    @Operation(summary = "Answers a conversation, whole or as server-sent events")
    public RestMulti<byte[]> create(
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(type = SchemaType.OBJECT),
                                            example = EXAMPLE))
                    byte[] body,
            @Context RoutingContext context) {
        Call call = answering.call(context, "chat.completions", "/v1/chat/completions");
        ChatRequest request = ChatRequest.read(body);
        Head head = Head.of(call, request.generation().model());
        GeneratedText text = generation.start(call, request.generation());
        return request.stream().enabled()
                ? answering.stream(
                        context, text, new Events(head, request.stream().includeUsage()))
                : answering.whole(completion(head, answering.readAll(context, text), text.usage()));
    }

    private static ChatCompletion completion(Head head, GeneratedText.Whole whole, Usage usage) {
        Choice choice =
                new Choice(0, new Message("assistant", whole.text(), null), null, FinishReasons.name(whole.reason()));
        return new ChatCompletion(
                head.id(),
                "chat.completion",
                head.created(),
                head.model(),
                List.of(choice),
                UsageObject.ofGeneration(usage));
    }

    /** What every object of one answer repeats. */
    private record Head(String id, long created, String model) {
        static Head of(Call call, String model) {
            return new Head("chatcmpl-" + call.request().value(), Instant.now().getEpochSecond(), model);
        }
    }

    private final class Events implements TextEvents {
        private final Head head;
        private final boolean includeUsage;

        Events(Head head, boolean includeUsage) {
            this.head = head;
            this.includeUsage = includeUsage;
        }

        @Override
        public List<Object> begin() {
            return List.of(chunk(Delta.START, null));
        }

        @Override
        public Object text(String text) {
            return chunk(new Delta(null, text), null);
        }

        @Override
        public List<Object> end(FinishReason reason, Usage usage) {
            Chunk last = chunk(Delta.NOTHING, FinishReasons.name(reason));
            return includeUsage
                    ? List.of(last, chunk(List.of(), json.valueToTree(UsageObject.ofGeneration(usage))))
                    : List.of(last);
        }

        private Chunk chunk(Delta delta, @Nullable String finishReason) {
            return chunk(
                    List.of(new ChunkChoice(0, delta, null, finishReason)),
                    includeUsage ? NullNode.getInstance() : null);
        }

        private Chunk chunk(List<ChunkChoice> choices, @Nullable JsonNode usage) {
            return new Chunk(head.id(), "chat.completion.chunk", head.created(), head.model(), choices, usage);
        }
    }
}
