package dev.freehold.api.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.freehold.api.openai.TextCompletion.Choice;
import dev.freehold.gateway.GeneratedText;
import dev.freehold.gateway.GeneratedText.Part;
import dev.freehold.gateway.GeneratedText.Whole;
import dev.freehold.inference.TokenLogprob;
import dev.freehold.inference.TokenStream.FinishReason;
import dev.freehold.inference.TokenStream.Piece;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The objects that answer one request to continue texts, whole or in pieces. */
final class TextAnswer implements TextEvents {
    private final String id;
    private final long created = Instant.now().getEpochSecond();
    private final String model;
    private final boolean hasLogprobs;
    private final boolean includeUsage;
    private final ObjectMapper json;

    /** @param model the one that answers */
    TextAnswer(String id, String model, CompletionRequest request, ObjectMapper json) {
        this.id = id;
        this.model = model;
        this.hasLogprobs = request.generation().topLogprobs().isPresent();
        this.includeUsage = request.stream().includeUsage();
        this.json = json;
    }

    TextCompletion whole(List<Whole> texts, GeneratedText text) {
        List<Choice> choices = new ArrayList<>();
        for (Whole whole : texts) {
            choices.add(new Choice(
                    whole.text(), choices.size(), logprobs(whole.logprobs()), FinishReasons.name(whole.reason())));
        }
        return object(choices, usage(text));
    }

    @Override
    public List<Object> begin(int choices) {
        return List.of();
    }

    @Override
    public List<Object> part(Part part) {
        return choice(part).stream()
                .<Object>map(choice -> object(List.of(choice), includeUsage ? NullNode.getInstance() : null))
                .toList();
    }

    /** Only conversations have thoughts and calls. */
    private Optional<Choice> choice(Part part) {
        return switch (part.piece()) {
            case Piece.Text(String text, var tokens) ->
                Optional.of(new Choice(text, part.choice(), logprobs(tokens), null));
            case Piece.Reasoning(String text, var tokens) ->
                Optional.of(new Choice(text, part.choice(), logprobs(tokens), null));
            case Piece.Call call -> Optional.empty();
            case Piece.End(FinishReason reason) ->
                Optional.of(new Choice("", part.choice(), null, FinishReasons.name(reason)));
        };
    }

    @Override
    public List<Object> end(GeneratedText text) {
        return includeUsage ? List.of(object(List.of(), usage(text))) : List.of();
    }

    private @Nullable TextLogprobs logprobs(List<TokenLogprob> tokens) {
        return hasLogprobs ? TextLogprobs.of(tokens) : null;
    }

    private TextCompletion object(List<Choice> choices, @Nullable JsonNode usage) {
        return new TextCompletion(id, "text_completion", created, model, choices, usage);
    }

    private JsonNode usage(GeneratedText text) {
        return json.valueToTree(UsageObject.ofText(text));
    }
}
