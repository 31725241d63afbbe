package dev.freehold.inference.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslateException;
import ai.djl.translate.TranslatorContext;
import java.nio.ByteBuffer;
import java.nio.ShortBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Feeds a batch to a graph and takes one vector for each row out of it: {@code sentence_embedding} ({@code [rows,
 * dimensions]}) where the graph gives it, otherwise {@code last_hidden_state} ({@code [rows, tokens, dimensions]}), pooled
 * here.
 */
record VectorTranslator(List<Batch.Feed> feeds, DataType integers, EmbedderFacts facts)
        implements NoBatchifyTranslator<Batch, float[][]> {

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
    public float[][] processOutput(TranslatorContext context, NDList outputs) throws TranslateException {
        Batch batch = (Batch) context.getAttachment("batch");
        for (NDArray output : outputs) {
            if ("sentence_embedding".equals(output.getName())
                    && output.getShape().dimension() == 2) {
                return split(floats(output), batch.rows().size());
            }
        }
        if (facts.hasOwnModules()) {
            throw new TranslateException("modules.json asks for more than pooling;"
                    + " export the model with its output sentence_embedding");
        }
        for (NDArray output : outputs) {
            if (output.getShape().dimension() == 3) {
                return pooled(floats(output), batch, (int) output.getShape().get(2));
            }
        }
        throw new TranslateException("it gives neither sentence_embedding nor last_hidden_state");
    }

    private static float[][] split(float[] all, int rows) {
        int size = all.length / rows;
        float[][] vectors = new float[rows][];
        for (int row = 0; row < rows; row++) {
            vectors[row] = Arrays.copyOfRange(all, row * size, (row + 1) * size);
        }
        return vectors;
    }

    private float[][] pooled(float[] states, Batch batch, int size) {
        float[][] vectors = new float[batch.rows().size()][];
        for (int row = 0; row < vectors.length; row++) {
            int from = row * batch.width() * size;
            vectors[row] =
                    facts.pooling().pool(states, from, batch.rows().get(row).length(), size);
        }
        return vectors;
    }

    /** Reads the buffer itself: arithmetic on arrays would need a second engine. */
    private static float[] floats(NDArray array) throws TranslateException {
        ByteBuffer bytes = array.toByteBuffer();
        return switch (array.getDataType()) {
            case FLOAT32 -> {
                float[] values = new float[bytes.remaining() / Float.BYTES];
                bytes.asFloatBuffer().get(values);
                yield values;
            }
            case FLOAT16 -> widened(bytes.asShortBuffer());
            default -> throw new TranslateException("its vectors are of type " + array.getDataType() + ", not float");
        };
    }

    private static float[] widened(ShortBuffer halves) {
        float[] values = new float[halves.remaining()];
        for (int i = 0; i < values.length; i++) {
            values[i] = Float.float16ToFloat(halves.get(i));
        }
        return values;
    }
}
