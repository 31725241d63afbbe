package dev.freehold.inference.task;

import dev.freehold.inference.EncodedText;
import dev.freehold.inference.ModelLoadException;
import dev.freehold.inference.TextRanker;
import dev.freehold.registry.ModelFolder;
import java.util.List;

/** Judges pairs of texts with a cross-encoder through DJL: one score for each, as a probability. */
final class DjlRanker extends DjlTask<float[]> implements TextRanker {

    private DjlRanker(Parts<float[]> parts) {
        super(parts);
    }

    static DjlRanker open(ModelFolder folder, TaskModelLoader.Bounds bounds) throws ModelLoadException {
        ClassifierFacts facts = ClassifierFacts.read(folder.root());
        return new DjlRanker(Parts.open(folder, facts.maxTokens(), facts.paddingId(), new LogitsReader(1), bounds));
    }

    @Override
    public EncodedText pair(String query, String document) {
        return read(tokenizer -> tokenizer.pair(query, document));
    }

    @Override
    public List<Double> rank(List<EncodedText> pairs) {
        return run(pairs).stream()
                .map(scores -> Probabilities.sigmoid(scores[0]))
                .toList();
    }
}
