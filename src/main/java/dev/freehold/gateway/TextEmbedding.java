package dev.freehold.gateway;

import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.core.Usage;
import dev.freehold.inference.Prompt;
import dev.freehold.inference.TextEmbedder;
import dev.freehold.quota.Need;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Walks an embedding through the corridor: find the model, count the input, admit, run. */
@ApplicationScoped
public class TextEmbedding {
    private final Admission admission;

    TextEmbedding(Admission admission) {
        this.admission = admission;
    }

    /**
     * Embeds every input. When this returns, the call is settled and its record durable.
     *
     * @throws Fault when the call is refused or fails; it is not charged then
     */
    public Embedded embed(Call call, EmbeddingRequest request) {
        TextEmbedder model = admission.model(call, request.model(), TextEmbedder.class, "make embeddings");
        checkDimensions(model, request);
        List<Prompt> prompts = prompts(model, request.inputs());
        long tokens = prompts.stream().mapToLong(Prompt::length).sum();
        Permit permit = admission.admit(call, model, Need.exactly(tokens, 0), () -> inWords(request));
        try {
            List<float[]> vectors = model.embed(prompts);
            Usage used = new Usage(tokens, 0);
            permit.settle(used, "ok");
            return new Embedded(vectors, used, permit.admission());
        } catch (Fault fault) {
            permit.abort(Usage.NONE, fault.code());
            throw fault;
        } catch (RuntimeException failed) {
            permit.abort(Usage.NONE, FaultCode.INTERNAL);
            throw failed;
        }
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

    /**
     * One vector for each input, in order.
     *
     * @param admission the index of the entry in the audit log that admitted the call
     */
    public record Embedded(List<float[]> vectors, Usage usage, OptionalLong admission) {}
}
