package dev.freehold.inference.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.TranslateException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A score of each label for each row: {@code logits}, {@code [rows, labels]}. */
record LogitsReader(int labels) implements RowReader<float[]> {

    @Override
    public List<float[]> read(NDList outputs, Batch batch) throws TranslateException {
        NDArray logits = RowReader.output(outputs, "logits", 2);
        check(logits.getShape(), labels);
        float[] all = Floats.of(logits);
        List<float[]> rows = new ArrayList<>(batch.rows().size());
        for (int row = 0; row < batch.rows().size(); row++) {
            rows.add(Arrays.copyOfRange(all, row * labels, (row + 1) * labels));
        }
        return rows;
    }

    /** The last dimension is one number for each label. */
    static void check(Shape shape, int labels) throws TranslateException {
        long found = shape.get(shape.dimension() - 1);
        if (found != labels) {
            throw new TranslateException(
                    "it gives %d scores, and config.json names %d labels".formatted(found, labels));
        }
    }
}
