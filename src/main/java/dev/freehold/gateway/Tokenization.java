package dev.freehold.gateway;

import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.core.Usage;
import dev.freehold.inference.Prompt;
import dev.freehold.inference.ServableModel;
import dev.freehold.inference.TextEmbedder;
import dev.freehold.inference.TextGenerator;
import dev.freehold.quota.Need;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Walks texts through the corridor that become tokens and nothing more, or the other way round. It is admitted before it is
 * done, recorded, and counts as a request that used no tokens.
 */
@ApplicationScoped
public class Tokenization {
    private final Admission admission;

    Tokenization(Admission admission) {
        this.admission = admission;
    }

    /**
     * An input as the model reads it.
     *
     * @param contextLength the most tokens that the model reads
     */
    public record Tokenized(List<Integer> tokens, int contextLength) {
        public int length() {
            return tokens.size();
        }

        /** Says the length only: the tokens are somebody's text. */
        @Override
        public String toString() {
            return "Tokenized[" + tokens.size() + "]";
        }
    }

    /**
     * Makes tokens of an input, with those that the model wants before and after it.
     *
     * @throws Fault when the call is refused or the model does not take such an input
     */
    public Tokenized tokenize(Call call, String model, GenerationRequest.Input input) {
        ServableModel found = admission.model(call, model, ServableModel.class, "take text");
        return admitted(call, found, () -> switch (found) {
            case TextGenerator generator ->
                tokenized(TextGeneration.prompt(generator, input), generator.contextLength());
            case TextEmbedder embedder -> tokenized(prompt(embedder, input), embedder.maxTokens());
        });
    }

    /**
     * Makes text of tokens, without the control tokens among them.
     *
     * @throws Fault when the call is refused or one of them is no token of the model
     */
    public String detokenize(Call call, String model, List<Integer> tokens) {
        TextGenerator found = admission.model(call, model, TextGenerator.class, "turn tokens into text");
        return admitted(
                call,
                found,
                () -> found.text(TextGeneration.prompt(found, new GenerationRequest.Input.Tokens(tokens))));
    }

    private <R> R admitted(Call call, ServableModel model, Supplier<R> work) {
        Permit permit = admission.admit(call, model, Need.exactly(0, 0));
        try {
            R result = work.get();
            permit.awaitAdmission();
            permit.settle(Usage.NONE, "ok");
            return result;
        } catch (Fault fault) {
            permit.abort(Usage.NONE, fault.code());
            throw fault;
        } catch (RuntimeException failed) {
            permit.abort(Usage.NONE, FaultCode.INTERNAL);
            throw failed;
        }
    }

    private static Tokenized tokenized(Prompt prompt, int contextLength) {
        return new Tokenized(IntStream.of(prompt.tokens()).boxed().toList(), contextLength);
    }

    private static Prompt prompt(TextEmbedder model, GenerationRequest.Input input) {
        return switch (input) {
            case GenerationRequest.Input.Text(String text) -> model.prompt(text);
            case GenerationRequest.Input.Tokens(List<Integer> ids) ->
                model.prompt(ids.stream().mapToInt(Integer::intValue).toArray());
            case GenerationRequest.Input.Chat chat ->
                throw Fault.invalid("messages", "The model '%s' takes no conversations.".formatted(model.id()));
        };
    }
}
