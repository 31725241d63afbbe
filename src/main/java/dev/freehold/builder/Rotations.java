package dev.freehold.builder;

import dev.freehold.builder.checkpoint.Weights;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** The angles by which queries and keys are turned at each position, as tables. */
final class Rotations implements Weights {
    private final Rotation rotation;
    private final DoubleUnaryOperator function;

    private Rotations(Rotation rotation, DoubleUnaryOperator function) {
        this.rotation = rotation;
        this.function = function;
    }

    /** {@code [context, pairs]} */
    static StackedMatrix cosines(Rotation rotation, int context) {
        return matrix(rotation, context, Math::cos);
    }

    static StackedMatrix sines(Rotation rotation, int context) {
        return matrix(rotation, context, Math::sin);
    }

    private static StackedMatrix matrix(Rotation rotation, int context, DoubleUnaryOperator function) {
        return new StackedMatrix(
                new Rotations(rotation, function),
                rotation.frequencies().size(),
                List.of(new StackedMatrix.Part("rotations", context)));
    }

    @Override
    public void require(String tensor, long... shape) {}

    @Override
    public void readRow(String tensor, int position, float[] target) {
        for (int i = 0; i < target.length; i++) {
            double angle = position * rotation.frequencies().get(i);
            target[i] = (float) (rotation.magnitude() * function.applyAsDouble(angle));
        }
    }
}
