package dev.freehold.inference.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.translate.TranslateException;
import java.util.List;

/** Takes what a graph gave for each row of a batch out of its outputs; refuses outputs that are not what it expects. */
interface RowReader<R> {

    List<R> read(NDList outputs, Batch batch) throws TranslateException;

    /** The output of this name, or else the first, that has as many dimensions. */
    static NDArray output(NDList outputs, String name, int dimensions) throws TranslateException {
        List<NDArray> fitting = outputs.stream()
                .filter(output -> output.getShape().dimension() == dimensions)
                .toList();
        return fitting.stream()
                .filter(output -> name.equals(output.getName()))
                .findFirst()
                .or(() -> fitting.stream().findFirst())
                .orElseThrow(() ->
                        new TranslateException("it gives no output %s of %d dimensions".formatted(name, dimensions)));
    }
}
