package dev.freehold.inference.task;

import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.inference.ModelLoadException;
import dev.freehold.inference.Prompt;
import dev.freehold.inference.TextEmbedder;
import dev.freehold.registry.ModelFolder;
import java.util.List;

/** Embeds text with an ONNX graph through DJL. */
final class DjlEmbedder extends DjlTask<float[]> implements TextEmbedder {
    private final int vocabularySize;

    private DjlEmbedder(Parts<float[]> parts, int vocabularySize) {
        super(parts);
        this.vocabularySize = vocabularySize;
    }

    static DjlEmbedder open(ModelFolder folder, TaskModelLoader.Bounds bounds) throws ModelLoadException {
        EmbedderFacts facts = EmbedderFacts.read(folder.root());
        return new DjlEmbedder(
                Parts.open(folder, facts.maxTokens(), facts.paddingId(), new VectorReader(facts), bounds),
                facts.vocabularySize());
    }

    @Override
    public int dimensions() {
        return sample().length;
    }

    @Override
    public Prompt prompt(int[] tokens) {
        for (int token : tokens) {
            if (token < 0 || token >= vocabularySize) {
                throw Fault.invalid(
                        "input",
                        "input holds the token %d; this model's tokens are 0 to %d."
                                .formatted(token, vocabularySize - 1));
            }
        }
        return new Prompt(tokens.clone());
    }

    @Override
    public List<float[]> embed(List<Prompt> inputs) {
        return run(plain(inputs)).stream().map(DjlEmbedder::normalised).toList();
    }

    /** To unit length; a vector of zeros, which has no direction, stays as it is. */
    private static float[] normalised(float[] vector) {
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        if (!Double.isFinite(squares)) {
            throw new Fault(FaultCode.INTERNAL, "The model gave a vector that is not finite.");
        }
        double length = squares == 0 ? 1 : Math.sqrt(squares);
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) (vector[i] / length);
        }
        return vector;
    }
}
