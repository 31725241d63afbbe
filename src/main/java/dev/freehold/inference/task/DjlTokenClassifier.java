package dev.freehold.inference.task;

import dev.freehold.inference.EncodedText;
import dev.freehold.inference.ModelLoadException;
import dev.freehold.inference.TokenClassifier;
import dev.freehold.registry.ModelFolder;
import java.util.Arrays;
import java.util.List;

/** Classifies the tokens of texts through DJL. */
final class DjlTokenClassifier extends DjlTask<float[][]> implements TokenClassifier {
    private final List<String> labels;

    private DjlTokenClassifier(Parts<float[][]> parts, List<String> labels) {
        super(parts);
        this.labels = labels;
    }

    static DjlTokenClassifier open(ModelFolder folder, TaskModelLoader.Bounds bounds) throws ModelLoadException {
        ClassifierFacts facts = ClassifierFacts.read(folder.root());
        TokenLogitsReader reader = new TokenLogitsReader(facts.labels().size());
        return new DjlTokenClassifier(
                Parts.open(folder, facts.maxTokens(), facts.paddingId(), reader, bounds), facts.labels());
    }

    @Override
    public List<String> labels() {
        return labels;
    }

    @Override
    public EncodedText encode(String text) {
        return read(tokenizer -> tokenizer.located(text));
    }

    @Override
    public List<double[][]> classify(List<EncodedText> inputs) {
        return run(inputs).stream()
                .map(tokens ->
                        Arrays.stream(tokens).map(Probabilities::exclusive).toArray(double[][]::new))
                .toList();
    }
}
