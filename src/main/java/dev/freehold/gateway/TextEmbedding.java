package dev.freehold.gateway;

import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.inference.Lease;
import dev.freehold.inference.Prompt;
import dev.freehold.inference.TextEmbedder;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** Walks an embedding through the corridor: find the model, count the input, admit, run. */
@ApplicationScoped
public class TextEmbedding {
    private final Reading reading;

    TextEmbedding(Reading reading) {
        this.reading = reading;
    }

    /**
     * Embeds every input. When this returns, the call is settled and its record durable.
     *
     * @return one vector for each input, in order
     * @throws Fault when the call is refused or fails; it is not charged then
     */
    public Answered<List<float[]>> embed(Call call, EmbeddingRequest request) {
        try (Lease<TextEmbedder> lease = reading.lease(call, request.model(), TextEmbedder.class, "make embeddings")) {
            return embed(call, request, lease.model());
        }
    }

    private Answered<List<float[]>> embed(Call call, EmbeddingRequest request, TextEmbedder model) {
        checkDimensions(model, request);
        List<Prompt> prompts = prompts(model, request.inputs());
        long tokens = prompts.stream().mapToLong(Prompt::length).sum();
        return reading.run(call, model, tokens, () -> inWords(request), () -> model.embed(prompts));
    }

    private static List<String> inWords(EmbeddingRequest request) {
        return request.inputs().stream()
                .map(input -> switch (input) {
                    case EmbeddingRequest.Input.Text(String text) -> text;
                    case EmbeddingRequest.Input.Tokens(List<Integer> ids) -> ids.toString();
                })
                .toList();
    }

    private static void checkDimensions(TextEmbedder model, EmbeddingRequest request) {
        int wanted = request.dimensions().orElse(model.dimensions());
        if (wanted != model.dimensions()) {
            throw Fault.invalid(
                    "dimensions",
                    "The model '%s' makes vectors of %d dimensions only.".formatted(model.id(), model.dimensions()));
        }
    }

    private static List<Prompt> prompts(TextEmbedder model, List<EmbeddingRequest.Input> inputs) {
        List<Prompt> prompts = new ArrayList<>(inputs.size());
        for (EmbeddingRequest.Input input : inputs) {
            Prompt prompt = prompt(model, input);
            if (prompt.length() > model.maxTokens()) {
                throw new Fault(
                                FaultCode.CONTEXT_LENGTH_EXCEEDED,
                                "Input %d has %d tokens, and this model takes at most %d in one input."
                                        .formatted(prompts.size(), prompt.length(), model.maxTokens()))
                        .about("input");
            }
            prompts.add(prompt);
        }
        return prompts;
    }

    private static Prompt prompt(TextEmbedder model, EmbeddingRequest.Input input) {
        return switch (input) {
            case EmbeddingRequest.Input.Text(String text) -> model.prompt(text);
            case EmbeddingRequest.Input.Tokens(List<Integer> ids) ->
                model.prompt(ids.stream().mapToInt(Integer::intValue).toArray());
        };
    }
}
