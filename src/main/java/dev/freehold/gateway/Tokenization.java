package dev.freehold.gateway;

import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.core.Usage;
import dev.freehold.gateway.GenerationRequest.Input;
import dev.freehold.inference.Lease;
import dev.freehold.inference.Prompt;
import dev.freehold.inference.ServableModel;
import dev.freehold.inference.TensorModel;
import dev.freehold.inference.TextEmbedder;
import dev.freehold.inference.TextGenerator;
import dev.freehold.inference.TextReader;
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
    private static final int MAX_SPELT_TOKENS = 65_536;

    private final Admission admission;

    Tokenization(Admission admission) {
        this.admission = admission;
    }

    /**
     * What is to become tokens.
     *
     * @param isBare whether the tokens that the model wants before a text are left out
     * @param isSpelt whether to say what each token stands for
     */
    public record Wish(String model, Input input, boolean isBare, boolean isSpelt) {
        /** The tokens as the model reads them, and nothing else. */
        public static Wish of(String model, Input input) {
            return new Wish(model, input, false, false);
        }
    }

    /**
     * An input as the model reads it.
     *
     * @param texts what each token stands for when that was asked for, otherwise empty
     * @param contextLength the most tokens that the model reads
     */
    public record Tokenized(List<Integer> tokens, List<String> texts, int contextLength) {
        /** Says the length only: the tokens are somebody's text. */
        @Override
        public String toString() {
            return "Tokenized[" + tokens.size() + "]";
        }
    }

    /**
     * Makes tokens of an input.
     *
     * @throws Fault when the call is refused or the model does not take such an input
     */
    public Tokenized tokenize(Call call, Wish wish) {
        try (Lease<ServableModel> lease = admission.lease(call, wish.model(), ServableModel.class, "take text")) {
            ServableModel model = lease.model();
            return admitted(call, model, () -> switch (model) {
                case TextGenerator generator -> tokenized(generator, wish);
                case TextReader reader -> tokenized(reader, wish);
                case TensorModel _ ->
                    throw Fault.invalid("model", "The model '%s' takes tensors and no text.".formatted(model.id()));
            });
        }
    }

    /**
     * Makes text of tokens, without the control tokens among them.
     *
     * @throws Fault when the call is refused or one of them is no token of the model
     */
    public String detokenize(Call call, String name, List<Integer> tokens) {
        try (Lease<TextGenerator> lease = admission.lease(call, name, TextGenerator.class, "turn tokens into text")) {
            TextGenerator model = lease.model();
            return admitted(call, model, () -> model.text(TextGeneration.prompt(model, new Input.Tokens(tokens))));
        }
    }

    private <R> R admitted(Call call, ServableModel model, Supplier<R> work) {
        Permit permit = admission.admit(call, model, Need.exactly(0, 0), List::of);
        try {
            R result = work.get();
            permit.awaitAdmission();
            permit.settle(Usage.NONE, 0, "ok");
            return result;
        } catch (Fault fault) {
            permit.abort(Usage.NONE, 0, fault.code());
            throw fault;
        } catch (RuntimeException failed) {
            permit.abort(Usage.NONE, 0, FaultCode.INTERNAL);
            throw failed;
        }
    }

    private static Tokenized tokenized(TextGenerator model, Wish wish) {
        int[] tokens = TextGeneration.prompt(model, wish.input()).tokens();
        int first = wish.isBare() ? model.prompt("").length() : 0;
        List<Integer> ids = IntStream.of(tokens).skip(first).boxed().toList();
        return new Tokenized(ids, wish.isSpelt() ? texts(model, ids) : List.of(), model.contextLength());
    }

    private static List<String> texts(TextGenerator model, List<Integer> tokens) {
        if (tokens.size() > MAX_SPELT_TOKENS) {
            throw Fault.invalid(
                    "return_token_strs",
                    "'return_token_strs' is for at most %d tokens, and these are %d."
                            .formatted(MAX_SPELT_TOKENS, tokens.size()));
        }
        return tokens.stream()
                .map(token -> model.text(new Prompt(new int[] {token})))
                .toList();
    }

    private static Tokenized tokenized(TextReader model, Wish wish) {
        if (wish.isBare() || wish.isSpelt()) {
            throw Fault.invalid(
                    wish.isBare() ? "add_special_tokens" : "return_token_strs",
                    "The model '%s' says how many tokens a text has as it reads it, and nothing more."
                            .formatted(model.id()));
        }
        Prompt prompt = switch (wish.input()) {
            case Input.Text(String text) -> model.prompt(text);
            case Input.Tokens(List<Integer> ids)
            when model instanceof TextEmbedder embedder ->
                embedder.prompt(ids.stream().mapToInt(Integer::intValue).toArray());
            case Input.Tokens tokens ->
                throw Fault.invalid("prompt", "The model '%s' takes no tokens.".formatted(model.id()));
            case Input.Chat chat ->
                throw Fault.invalid("messages", "The model '%s' takes no conversations.".formatted(model.id()));
        };
        return new Tokenized(IntStream.of(prompt.tokens()).boxed().toList(), List.of(), model.maxTokens());
    }
}
