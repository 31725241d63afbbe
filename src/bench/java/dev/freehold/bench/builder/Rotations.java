package dev.freehold.bench.builder;

import java.util.function.DoubleUnaryOperator;

/** The angles by which queries and keys are turned at each position (RoPE, arXiv 2104.09864). */
final class Rotations implements Weights {
    private final DecoderShape shape;
    private final DoubleUnaryOperator function;

    private Rotations(DecoderShape shape, DoubleUnaryOperator function) {
        this.shape = shape;
        this.function = function;
    }

    /** {@code [context, headSize / 2]} */
    static StackedMatrix cosines(DecoderShape shape) {
        return matrix(shape, Math::cos);
    }

    static StackedMatrix sines(DecoderShape shape) {
        return matrix(shape, Math::sin);
    }

    private static StackedMatrix matrix(DecoderShape shape, DoubleUnaryOperator function) {
        return new StackedMatrix(new Rotations(shape, function), shape.headSize() / 2)
                .with("rotations", shape.context());
    }

    @Override
    public void readRow(String tensor, int position, float[] target) {
        for (int i = 0; i < target.length; i++) {
            double angle = position * Math.pow(shape.rotaryBase(), -2.0 * i / shape.headSize());
            target[i] = (float) function.applyAsDouble(angle);
        }
    }
}
