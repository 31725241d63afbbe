package dev.freehold.inference.task;

import dev.freehold.inference.ModelLoadException;
import dev.freehold.inference.Prompt;
import dev.freehold.inference.TextClassifier;
import dev.freehold.registry.ModelFolder;
import java.util.List;

/** Classifies texts through DJL. */
final class DjlClassifier extends DjlTask<float[]> implements TextClassifier {
    private final ClassifierFacts facts;

    private DjlClassifier(Parts<float[]> parts, ClassifierFacts facts) {
        super(parts);
        this.facts = facts;
    }

    static DjlClassifier open(ModelFolder folder, TaskModelLoader.Bounds bounds) throws ModelLoadException {
        ClassifierFacts facts = ClassifierFacts.ofTexts(folder.root());
        LogitsReader reader = new LogitsReader(facts.labels().size());
        return new DjlClassifier(Parts.open(folder, facts.maxTokens(), facts.paddingId(), reader, bounds), facts);
    }

    @Override
    public List<String> labels() {
        return facts.labels();
    }

    @Override
    public List<double[]> classify(List<Prompt> inputs) {
        return run(plain(inputs)).stream()
                .map(facts.areIndependent() ? Probabilities::independent : Probabilities::exclusive)
                .toList();
    }
}
