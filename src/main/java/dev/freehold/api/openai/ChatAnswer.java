package dev.freehold.api.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.freehold.api.openai.ChatCompletion.Choice;
import dev.freehold.api.openai.ChatCompletion.Chunk;
import dev.freehold.api.openai.ChatCompletion.ChunkChoice;
import dev.freehold.api.openai.ChatCompletion.Delta;
import dev.freehold.api.openai.ChatCompletion.Message;
import dev.freehold.gateway.GeneratedText;
import dev.freehold.gateway.GeneratedText.Part;
import dev.freehold.gateway.GeneratedText.Whole;
import dev.freehold.inference.TokenLogprob;
import dev.freehold.inference.TokenStream.FinishReason;
import dev.freehold.inference.TokenStream.Piece;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The objects that answer one chat, whole or in pieces. */
final class ChatAnswer implements TextEvents {
    private final String id;
    private final long created = Instant.now().getEpochSecond();
    private final String model;
    private final String tier;
    private final boolean hasLogprobs;
    private final boolean includeUsage;
    private final boolean includeObfuscation;
    private final ObjectMapper json;

    /** @param model the one that answers */
    ChatAnswer(String id, String model, ChatRequest request, ObjectMapper json) {
        this.id = id;
        this.model = model;
        this.tier = GenerationFields.tier(request.generation().priority());
        this.hasLogprobs = request.generation().topLogprobs().isPresent();
        this.includeUsage = request.stream().includeUsage();
        this.includeObfuscation = request.stream().includeObfuscation();
        this.json = json;
    }

    ChatCompletion whole(List<Whole> texts, GeneratedText text) {
        List<Choice> choices = new ArrayList<>();
        for (Whole whole : texts) {
            choices.add(choice(choices.size(), whole));
        }
        return new ChatCompletion(id, "chat.completion", created, model, choices, tier, UsageObject.ofChat(text));
    }

    private Choice choice(int index, Whole whole) {
        return new Choice(
                index,
                Message.of(whole),
                hasLogprobs ? ChatLogprobs.of(whole.logprobs(), whole.reasoningLogprobs()) : null,
                FinishReasons.name(whole.reason()));
    }

    @Override
    public List<Object> begin(int choices) {
        List<Object> starts = new ArrayList<>();
        for (int choice = 0; choice < choices; choice++) {
            starts.add(chunk(new ChunkChoice(choice, Delta.START, null, null)));
        }
        return starts;
    }

    @Override
    public List<Object> part(Part part) {
        int choice = part.choice();
        return switch (part.piece()) {
            case Piece.Text(String text, var tokens) ->
                of(choice, Delta.content(text), text, logprobs(tokens, ChatLogprobs::ofContent));
            case Piece.Reasoning(String text, var tokens) ->
                of(choice, Delta.reasoning(text), text, logprobs(tokens, ChatLogprobs::ofReasoning));
            case Piece.Call.Begin begin -> of(choice, Delta.call(ToolCallObject.begin(begin)), begin.name(), null);
            case Piece.Call.Arguments more -> of(choice, Delta.call(ToolCallObject.more(more)), more.fragment(), null);
            case Piece.Call.End end -> List.of();
            case Piece.End(FinishReason reason) ->
                List.of(chunk(new ChunkChoice(choice, Delta.NOTHING, null, FinishReasons.name(reason))));
        };
    }

    private List<Object> of(int choice, Delta delta, String text, @Nullable ChatLogprobs logprobs) {
        ChunkChoice part = new ChunkChoice(choice, delta, logprobs, null);
        return List.of(chunk(List.of(part), usageToCome(), includeObfuscation ? Obfuscation.of(text) : null));
    }

    @Override
    public List<Object> end(GeneratedText text) {
        return includeUsage ? List.of(chunk(List.of(), json.valueToTree(UsageObject.ofChat(text)), null)) : List.of();
    }

    private @Nullable ChatLogprobs logprobs(
            List<TokenLogprob> tokens, Function<List<TokenLogprob>, ChatLogprobs> kind) {
        return hasLogprobs ? kind.apply(tokens) : null;
    }

    private Chunk chunk(ChunkChoice choice) {
        return chunk(List.of(choice), usageToCome(), null);
    }

    private @Nullable JsonNode usageToCome() {
        return includeUsage ? NullNode.getInstance() : null;
    }

    private Chunk chunk(List<ChunkChoice> choices, @Nullable JsonNode usage, @Nullable String obfuscation) {
        return new Chunk(id, "chat.completion.chunk", created, model, choices, tier, usage, obfuscation);
    }
}
