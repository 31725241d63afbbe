package dev.freehold.inference.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.translate.TranslateException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A score of each label for each token of each row, without padding: {@code logits}, {@code [rows, tokens, labels]}. */
record TokenLogitsReader(int labels) implements RowReader<float[][]> {

    @Override
    public List<float[][]> read(NDList outputs, Batch batch) throws TranslateException {
        NDArray logits = RowReader.output(outputs, "logits", 3);
        LogitsReader.check(logits.getShape(), labels);
        float[] all = Floats.of(logits);
        List<float[][]> rows = new ArrayList<>(batch.rows().size());
        for (int row = 0; row < batch.rows().size(); row++) {
            float[][] tokens = new float[batch.rows().get(row).length()][];
            for (int token = 0; token < tokens.length; token++) {
                int from = (row * batch.width() + token) * labels;
                tokens[token] = Arrays.copyOfRange(all, from, from + labels);
            }
            rows.add(tokens);
        }
        return rows;
    }
}
