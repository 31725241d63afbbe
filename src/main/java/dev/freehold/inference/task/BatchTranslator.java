package dev.freehold.inference.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslateException;
import ai.djl.translate.TranslatorContext;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Feeds a batch to a graph and has its outputs read. */
record BatchTranslator<R>(List<Batch.Feed> feeds, DataType integers, RowReader<R> reader)
        implements NoBatchifyTranslator<Batch, List<R>> {

    @Override
    public NDList processInput(TranslatorContext context, Batch batch) {
        Shape shape = new Shape(batch.rows().size(), batch.width());
        NDList inputs = new NDList();
        for (Batch.Feed feed : feeds) {
            NDArray input = array(context.getNDManager(), batch.values(feed), shape);
            input.setName(feed.name().toLowerCase(Locale.ROOT));
            inputs.add(input);
        }
        context.setAttachment("batch", batch);
        return inputs;
    }

    private NDArray array(NDManager manager, long[] values, Shape shape) {
        return integers == DataType.INT64
                ? manager.create(values, shape)
                : manager.create(
                        Arrays.stream(values).mapToInt(Math::toIntExact).toArray(), shape);
    }

    @Override
    public List<R> processOutput(TranslatorContext context, NDList outputs) throws TranslateException {
        return reader.read(outputs, (Batch) context.getAttachment("batch"));
    }
}
