package dev.freehold.builder;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import dev.freehold.builder.checkpoint.Unbuildable;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.stream.IntStream;

/** Plans weights into the external data and names them in the graph. */
final class TensorStore {
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(LITTLE_ENDIAN);
    private static final ValueLayout.OfShort HALF = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(LITTLE_ENDIAN);
    /** Rows that one thread writes one after the other. */
    private static final int TILE = 64;

    private final GraphBuilder graph;
    private final ExternalData data;

    TensorStore(GraphBuilder graph, ExternalData data) {
        this.graph = graph;
        this.data = data;
    }

    String vector(String name, float[] values) {
        ExternalData.Part part = data.plan(
                        name, parts -> put(values, parts.getFirst(), 0), (long) values.length * Float.BYTES)
                .getFirst();
        return graph.external(name, ElementType.FLOAT, part, values.length);
    }

    /** Row by row, in single precision. */
    String floats(String name, StackedMatrix matrix) {
        long rowBytes = (long) matrix.columns() * Float.BYTES;
        ExternalData.Filling filling =
                parts -> rows(matrix, (row, values) -> put(values, parts.getFirst(), row * rowBytes));
        ExternalData.Part part =
                data.plan(name, filling, matrix.rows() * rowBytes).getFirst();
        return graph.external(name, ElementType.FLOAT, part, matrix.rows(), matrix.columns());
    }

    /** Row by row, in half precision. */
    String halves(String name, StackedMatrix matrix) {
        long rowBytes = (long) matrix.columns() * Short.BYTES;
        ExternalData.Filling filling =
                parts -> rows(matrix, (row, values) -> putHalves(name, values, parts.getFirst(), row * rowBytes));
        ExternalData.Part part =
                data.plan(name, filling, matrix.rows() * rowBytes).getFirst();
        return graph.external(name, ElementType.FLOAT16, part, matrix.rows(), matrix.columns());
    }

    /** Rounded to few bits; the scales get the name with {@code _scales}. */
    String quantised(String name, StackedMatrix matrix, Precision.Blockwise precision) {
        BlockQuantiser quantiser = new BlockQuantiser(precision, matrix.columns());
        int blocks = quantiser.blocks();
        ExternalData.Filling filling =
                parts -> rows(matrix, (row, values) -> quantiser.write(values, row, parts.getFirst(), parts.getLast()));
        List<ExternalData.Part> parts = data.plan(
                name, filling, matrix.rows() * quantiser.rowBytes(), (long) matrix.rows() * blocks * Float.BYTES);
        graph.external(scalesOf(name), ElementType.FLOAT, parts.getLast(), matrix.rows(), blocks);
        return graph.external(name, ElementType.UINT8, parts.getFirst(), matrix.rows(), blocks, quantiser.blockBytes());
    }

    static String scalesOf(String name) {
        return name + "_scales";
    }

    private interface RowWriter {
        void write(int row, float[] values);
    }

    private static void rows(StackedMatrix matrix, RowWriter writer) {
        IntStream.range(0, Math.ceilDiv(matrix.rows(), TILE)).parallel().forEach(tile -> {
            float[] values = new float[matrix.columns()];
            for (int row = tile * TILE; row < Math.min(matrix.rows(), (tile + 1) * TILE); row++) {
                matrix.readRow(row, values);
                writer.write(row, values);
            }
        });
    }

    private static void put(float[] values, MemorySegment target, long offset) {
        MemorySegment.copy(values, 0, target, FLOAT, offset, values.length);
    }

    private static void putHalves(String name, float[] values, MemorySegment target, long offset) {
        short[] halves = new short[values.length];
        for (int i = 0; i < values.length; i++) {
            halves[i] = Float.floatToFloat16(values[i]);
            if ((halves[i] & 0x7C00) == 0x7C00) {
                throw new Unbuildable(
                        "the tensor '%s' has the weight %s, which half precision cannot hold; build it as fp32"
                                .formatted(name, values[i]));
            }
        }
        MemorySegment.copy(halves, 0, target, HALF, offset, halves.length);
    }
}
