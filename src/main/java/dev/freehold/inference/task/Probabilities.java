package dev.freehold.inference.task;

import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;

/** Makes probabilities of a model's scores. */
final class Probabilities {
    private Probabilities() {}

    /** Each label for itself. */
    static double[] independent(float[] scores) {
        double[] probabilities = new double[scores.length];
        for (int i = 0; i < scores.length; i++) {
            probabilities[i] = sigmoid(scores[i]);
        }
        return probabilities;
    }

    /** One of the labels: they add up to one. */
    static double[] exclusive(float[] scores) {
        double largest = Double.NEGATIVE_INFINITY;
        for (float score : scores) {
            largest = Math.max(largest, finite(score));
        }
        double[] probabilities = new double[scores.length];
        double sum = 0;
        for (int i = 0; i < scores.length; i++) {
            probabilities[i] = Math.exp(scores[i] - largest);
            sum += probabilities[i];
        }
        for (int i = 0; i < scores.length; i++) {
            probabilities[i] /= sum;
        }
        return probabilities;
    }

    static double sigmoid(float score) {
        return 1 / (1 + Math.exp(-finite(score)));
    }

    private static float finite(float score) {
        if (!Float.isFinite(score)) {
            throw new Fault(FaultCode.INTERNAL, "The model gave a score that is not finite.");
        }
        return score;
    }
}
