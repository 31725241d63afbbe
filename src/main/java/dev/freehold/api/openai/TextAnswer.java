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
import org.jspecify.annotations.Nullable;

/** The objects that answer one request to continue texts, whole or in pieces. */
final class TextAnswer implements TextEvents {
    private final String id;
    private final long created = Instant.now().getEpochSecond();
    private final String model;
    private final boolean hasLogprobs;
    private final boolean includeUsage;
    private final ObjectMapper json;

    TextAnswer(String id, CompletionRequest request, ObjectMapper json) {
        this.id = id;
        this.model = request.generation().model();
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
    public Object part(Part part) {
        Choice choice = switch (part.piece()) {
            case Piece.Text(String text, var tokens) -> new Choice(text, part.choice(), logprobs(tokens), null);
            case Piece.Reasoning(String text, var tokens) ->
                new Choice(text, part.choice(), logprobs(tokens), null); // only conversations have any
            case Piece.End(FinishReason reason) -> new Choice("", part.choice(), null, FinishReasons.name(reason));
        };
        return object(List.of(choice), includeUsage ? NullNode.getInstance() : null);
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
