package dev.freehold.builder;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.builder.checkpoint.Weights;
import java.util.function.DoubleUnaryOperator;

/** Encoders as their papers define them, in double precision and without haste. It shares nothing with the builder but the weights. */
final class PaperEncoder {
    private final JsonNode config;
    private final Weights weights;
    private final String type;
    private final String prefix;
    private final int width;
    private final int heads;
    private final int hidden;

    PaperEncoder(JsonNode config, Weights weights) {
        this.config = config;
        this.weights = weights;
        this.type = config.path("model_type").asText();
        boolean isPlain = config.path("architectures").path(0).asText().endsWith("Model");
        this.prefix = isPlain ? "" : type.replace("xlm-", "") + ".";
        this.width = config.path(isDistilled() ? "dim" : "hidden_size").asInt();
        this.heads =
                config.path(isDistilled() ? "n_heads" : "num_attention_heads").asInt();
        this.hidden =
                config.path(isDistilled() ? "hidden_dim" : "intermediate_size").asInt();
    }

    private boolean isDistilled() {
        return type.equals("distilbert");
    }

    private boolean isMpnet() {
        return type.equals("mpnet");
    }

    /** The states of all tokens. */
    double[][] states(int[] tokens, int[] segments) {
        double[][] states = new double[tokens.length][width];
        int first = type.contains("roberta") || isMpnet()
                ? config.path("pad_token_id").asInt() + 1
                : 0;
        for (int i = 0; i < tokens.length; i++) {
            add(states[i], row(prefix + "embeddings.word_embeddings.weight", tokens[i], width));
            add(states[i], row(prefix + "embeddings.position_embeddings.weight", first + i, width));
            if (!isDistilled() && !isMpnet()) {
                add(states[i], row(prefix + "embeddings.token_type_embeddings.weight", segments[i], width));
            }
        }
        norm(states, prefix + "embeddings.LayerNorm");
        int layers =
                config.path(isDistilled() ? "n_layers" : "num_hidden_layers").asInt();
        for (int layer = 0; layer < layers; layer++) {
            String place = prefix + (isDistilled() ? "transformer" : "encoder") + ".layer." + layer + ".";
            String self = place + (isDistilled() ? "attention." : isMpnet() ? "attention.attn." : "attention.self.");
            double[][] queries = linear(states, self + (isDistilled() ? "q_lin" : isMpnet() ? "q" : "query"), width);
            double[][] keys = linear(states, self + (isDistilled() ? "k_lin" : isMpnet() ? "k" : "key"), width);
            double[][] values = linear(states, self + (isDistilled() ? "v_lin" : isMpnet() ? "v" : "value"), width);
            double[][] mixed = attend(queries, keys, values);
            String output = isDistilled()
                    ? place + "attention.out_lin"
                    : isMpnet() ? place + "attention.attn.o" : place + "attention.output.dense";
            addAll(states, linear(mixed, output, width));
            norm(
                    states,
                    place
                            + (isDistilled()
                                    ? "sa_layer_norm"
                                    : isMpnet() ? "attention.LayerNorm" : "attention.output.LayerNorm"));
            double[][] wide = linear(states, place + (isDistilled() ? "ffn.lin1" : "intermediate.dense"), hidden);
            each(wide, x -> 0.5 * x * (1 + erf(x / Math.sqrt(2))));
            addAll(states, linear(wide, place + (isDistilled() ? "ffn.lin2" : "output.dense"), width));
            norm(states, place + (isDistilled() ? "output_layer_norm" : "output.LayerNorm"));
        }
        return states;
    }

    /** Scores of classes, from the first token. */
    double[] scores(int[] tokens, int[] segments, int classes) {
        double[][] first = {states(tokens, segments)[0]};
        if (isDistilled()) {
            double[][] inner = linear(first, "pre_classifier", width);
            each(inner, x -> Math.max(0, x));
            return linear(inner, "classifier", classes)[0];
        }
        boolean isBert = type.equals("bert");
        double[][] inner = linear(first, isBert ? "bert.pooler.dense" : "classifier.dense", width);
        each(inner, Math::tanh);
        return linear(inner, isBert ? "classifier" : "classifier.out_proj", classes)[0];
    }

    private double[][] attend(double[][] queries, double[][] keys, double[][] values) {
        int size = width / heads;
        double[][] mixed = new double[queries.length][width];
        for (int head = 0; head < heads; head++) {
            for (int i = 0; i < queries.length; i++) {
                double[] shares = new double[keys.length];
                double sum = 0;
                for (int j = 0; j < keys.length; j++) {
                    double score = 0;
                    for (int d = head * size; d < (head + 1) * size; d++) {
                        score += queries[i][d] * keys[j][d];
                    }
                    shares[j] = Math.exp(score / Math.sqrt(size) + bias(i, j, head));
                    sum += shares[j];
                }
                for (int j = 0; j < keys.length; j++) {
                    for (int d = head * size; d < (head + 1) * size; d++) {
                        mixed[i][d] += shares[j] / sum * values[j][d];
                    }
                }
            }
        }
        return mixed;
    }

    private double bias(int query, int key, int head) {
        if (!isMpnet()) {
            return 0;
        }
        int bucket = query < key ? 16 : 0;
        int far = Math.abs(query - key);
        bucket += far < 8 ? far : Math.min(15, 8 + (int) (Math.log(far / 8.0) / Math.log(16) * 8));
        return row(prefix + "encoder.relative_attention_bias.weight", bucket, heads)[head];
    }

    private void norm(double[][] states, String place) {
        double[] scale = row(place + ".weight", 0, width);
        double[] shift = row(place + ".bias", 0, width);
        double epsilon = config.path("layer_norm_eps").asDouble(1e-12);
        for (double[] state : states) {
            double mean = 0;
            double variance = 0;
            for (double value : state) {
                mean += value / width;
            }
            for (double value : state) {
                variance += (value - mean) * (value - mean) / width;
            }
            for (int i = 0; i < width; i++) {
                state[i] = (state[i] - mean) / Math.sqrt(variance + epsilon) * scale[i] + shift[i];
            }
        }
    }

    private double[][] linear(double[][] input, String place, int rows) {
        double[][] output = new double[input.length][];
        double[] bias = row(place + ".bias", 0, rows);
        for (int i = 0; i < input.length; i++) {
            output[i] = bias.clone();
        }
        for (int row = 0; row < rows; row++) {
            double[] own = row(place + ".weight", row, input[0].length);
            for (int i = 0; i < input.length; i++) {
                for (int d = 0; d < own.length; d++) {
                    output[i][row] += own[d] * input[i][d];
                }
            }
        }
        return output;
    }

    private double[] row(String tensor, int row, int length) {
        float[] stored = new float[length];
        weights.readRow(tensor, row, stored);
        double[] values = new double[length];
        for (int i = 0; i < length; i++) {
            values[i] = stored[i];
        }
        return values;
    }

    /** By its series, which is exact enough where it is used. */
    private static double erf(double x) {
        if (Math.abs(x) > 5) {
            return Math.signum(x);
        }
        double term = x;
        double sum = x;
        for (int n = 1; n < 200; n++) {
            term *= -x * x / n;
            sum += term / (2 * n + 1);
        }
        return 2 / Math.sqrt(Math.PI) * sum;
    }

    private static void each(double[][] values, DoubleUnaryOperator function) {
        for (double[] row : values) {
            for (int i = 0; i < row.length; i++) {
                row[i] = function.applyAsDouble(row[i]);
            }
        }
    }

    private static void addAll(double[][] states, double[][] added) {
        for (int i = 0; i < states.length; i++) {
            add(states[i], added[i]);
        }
    }

    private static void add(double[] state, double[] added) {
        for (int i = 0; i < state.length; i++) {
            state[i] += added[i];
        }
    }
}
