package dev.freehold.bench.builder;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.stream.IntStream;

/** Puts weights into the external data and names them in the graph. */
final class TensorStore {
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(LITTLE_ENDIAN);
    private static final ValueLayout.OfShort HALF = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(LITTLE_ENDIAN);
    /** Columns of a transposed matrix that one thread writes side by side. */
    private static final int TILE = 64;

    private final GraphBuilder graph;
    private final ExternalData data;
    private final Progress progress;

    TensorStore(GraphBuilder graph, ExternalData data, Progress progress) {
        this.graph = graph;
        this.data = data;
        this.progress = progress;
    }

    String vector(String name, float[] values) {
        ExternalData.Part part = reserve(name, (long) values.length * Float.BYTES);
        put(values, part.bytes(), 0);
        return graph.external(name, DataType.FLOAT, part, values.length);
    }

    /** Row by row, in single precision. */
    String floats(String name, StackedMatrix matrix) {
        long rowBytes = (long) matrix.columns() * Float.BYTES;
        ExternalData.Part part = reserve(name, matrix.rows() * rowBytes);
        rows(matrix, (row, values) -> put(values, part.bytes(), row * rowBytes));
        return graph.external(name, DataType.FLOAT, part, matrix.rows(), matrix.columns());
    }

    /** Row by row, in half precision. */
    String halves(String name, StackedMatrix matrix) {
        long rowBytes = (long) matrix.columns() * Short.BYTES;
        ExternalData.Part part = reserve(name, matrix.rows() * rowBytes);
        rows(matrix, (row, values) -> {
            for (int i = 0; i < values.length; i++) {
                part.bytes().set(HALF, row * rowBytes + (long) i * Short.BYTES, Float.floatToFloat16(values[i]));
            }
        });
        return graph.external(name, DataType.FLOAT16, part, matrix.rows(), matrix.columns());
    }

    /** Column by column, in single precision: {@code [in, out]}, as {@code MatMul} wants its right side. */
    String transposed(String name, StackedMatrix matrix) {
        int columns = matrix.columns();
        int rows = matrix.rows();
        ExternalData.Part part = reserve(name, (long) rows * columns * Float.BYTES);
        IntStream.range(0, Math.ceilDiv(rows, TILE)).parallel().forEach(tile -> {
            int first = tile * TILE;
            float[][] values = new float[Math.min(TILE, rows - first)][columns];
            for (int i = 0; i < values.length; i++) {
                matrix.readRow(first + i, values[i]);
            }
            for (int column = 0; column < columns; column++) {
                for (int i = 0; i < values.length; i++) {
                    part.bytes().set(FLOAT, ((long) column * rows + first + i) * Float.BYTES, values[i][column]);
                }
            }
        });
        return graph.external(name, DataType.FLOAT, part, columns, rows);
    }

    /** Rounded to few bits; the scales get the name with {@code _scales}. */
    String quantised(String name, StackedMatrix matrix, Precision.Blockwise precision) {
        BlockQuantiser quantiser = new BlockQuantiser(precision, matrix.columns());
        int blocks = quantiser.blocks();
        ExternalData.Part numbers = reserve(name, matrix.rows() * quantiser.rowBytes());
        ExternalData.Part scales = reserve(name, (long) matrix.rows() * blocks * Float.BYTES);
        rows(matrix, (row, values) -> quantiser.write(values, row, numbers.bytes(), scales.bytes()));
        graph.external(scalesOf(name), DataType.FLOAT, scales, matrix.rows(), blocks);
        return graph.external(name, DataType.UINT8, numbers, matrix.rows(), blocks, quantiser.blockBytes());
    }

    static String scalesOf(String name) {
        return name + "_scales";
    }

    private ExternalData.Part reserve(String name, long bytes) {
        try {
            progress.writing(name, data.size());
            return data.reserve(bytes);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
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
}
