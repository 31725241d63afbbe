package dev.freehold.builder;

import dev.freehold.builder.checkpoint.Weights;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;

/** Weights by chance of any tensor that is asked for; remembers which were. */
final class ChanceWeights implements Weights {
    private final Set<String> asked = new HashSet<>();

    Set<String> asked() {
        return asked;
    }

    @Override
    public void require(String tensor, long... shape) {
        asked.add(tensor);
    }

    @Override
    public void readRow(String tensor, int row, float[] target) {
        boolean isNorm = tensor.endsWith("LayerNorm.weight") || tensor.endsWith("layer_norm.weight");
        boolean isTable = tensor.contains("embeddings.") || tensor.contains("relative");
        double spread = isNorm || tensor.endsWith("bias") ? 0.2 : isTable ? 1 : 1 / Math.sqrt(target.length);
        SplittableRandom random = new SplittableRandom(tensor.hashCode() * 31L + row);
        for (int i = 0; i < target.length; i++) {
            target[i] = (float) ((isNorm ? 1 : 0) + spread * random.nextGaussian());
        }
    }
}
