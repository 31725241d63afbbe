package dev.freehold.gateway;

import dev.freehold.core.Fault;
import dev.freehold.inference.Lease;
import dev.freehold.inference.Prompt;
import dev.freehold.inference.TextClassifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Walks texts that are to be classified through the corridor. */
@ApplicationScoped
public class TextClassification {
    private final Reading reading;

    TextClassification(Reading reading) {
        this.reading = reading;
    }

    /** What a caller asks a classifier for, in no protocol's words. */
    public record Wish(String model, List<String> inputs) {
        public Wish {
            inputs = List.copyOf(inputs);
        }

        /** Says how many only: the texts are private. */
        @Override
        public String toString() {
            return "Wish[" + inputs.size() + " inputs]";
        }

        /** Where an input stands in the request, which may have it without an array when it is the only one. */
        String fieldOf(int index) {
            return inputs.size() == 1 ? "input" : "input[%d]".formatted(index);
        }
    }

    /**
     * What a classifier says.
     *
     * @param probabilities for each input, in order, one for each of the labels
     */
    public record Classified(List<String> labels, List<double[]> probabilities) {}

    /**
     * Classifies every input.
     *
     * @throws Fault when the call is refused or fails; it is not charged then
     */
    public Answered<Classified> classify(Call call, Wish wish) {
        return classify(call, wish, labels -> {});
    }

    /**
     * The same.
     *
     * @param check looks at the labels of the model before anything is reserved
     */
    Answered<Classified> classify(Call call, Wish wish, Consumer<List<String>> check) {
        try (Lease<TextClassifier> lease = reading.lease(call, wish.model(), TextClassifier.class, "classify texts")) {
            check.accept(lease.model().labels());
            return classify(call, wish, lease.model());
        }
    }

    private Answered<Classified> classify(Call call, Wish wish, TextClassifier model) {
        List<Prompt> prompts = new ArrayList<>(wish.inputs().size());
        for (String input : wish.inputs()) {
            Prompt prompt = model.prompt(input);
            Reading.check(model, prompt.length(), wish.fieldOf(prompts.size()));
            prompts.add(prompt);
        }
        long tokens = prompts.stream().mapToLong(Prompt::length).sum();
        return reading.run(
                call, model, tokens, wish::inputs, () -> new Classified(model.labels(), model.classify(prompts)));
    }
}
