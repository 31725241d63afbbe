package dev.freehold.inference.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.translate.TranslateException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One vector for each row: {@code sentence_embedding} ({@code [rows, dimensions]}) where the graph gives it, otherwise {@code
 * last_hidden_state} ({@code [rows, tokens, dimensions]}), pooled here.
 */
record VectorReader(EmbedderFacts facts) implements RowReader<float[]> {

    @Override
    public List<float[]> read(NDList outputs, Batch batch) throws TranslateException {
        for (NDArray output : outputs) {
            if ("sentence_embedding".equals(output.getName())
                    && output.getShape().dimension() == 2) {
                return split(Floats.of(output), batch.rows().size());
            }
        }
        if (facts.hasOwnModules()) {
            throw new TranslateException("modules.json asks for more than pooling;"
                    + " export the model with its output sentence_embedding");
        }
        for (NDArray output : outputs) {
            if (output.getShape().dimension() == 3) {
                return pooled(Floats.of(output), batch, (int) output.getShape().get(2));
            }
        }
        throw new TranslateException("it gives neither sentence_embedding nor last_hidden_state");
    }

    private static List<float[]> split(float[] all, int rows) {
        int size = all.length / rows;
        List<float[]> vectors = new ArrayList<>(rows);
        for (int row = 0; row < rows; row++) {
            vectors.add(Arrays.copyOfRange(all, row * size, (row + 1) * size));
        }
        return vectors;
    }

    private List<float[]> pooled(float[] states, Batch batch, int size) {
        List<float[]> vectors = new ArrayList<>(batch.rows().size());
        for (int row = 0; row < batch.rows().size(); row++) {
            int from = row * batch.width() * size;
            vectors.add(facts.pooling().pool(states, from, batch.rows().get(row).length(), size));
        }
        return vectors;
    }
}
