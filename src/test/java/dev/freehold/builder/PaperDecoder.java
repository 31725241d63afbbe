package dev.freehold.builder;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.builder.checkpoint.Weights;
import java.util.Set;

/**
 * Decoders as their papers and configurations define them, in double precision, without caches and without haste. It shares
 * nothing with the builder but the weights.
 */
public final class PaperDecoder {
    private final JsonNode config;
    private final Weights weights;
    private final String type;
    private final int width;
    private final int heads;
    private final int sharedHeads;
    private final int size;

    public PaperDecoder(JsonNode config, Weights weights) {
        this.config = config;
        this.weights = weights;
        this.type = config.path("model_type").asText();
        this.width = config.path("hidden_size").asInt();
        this.heads = config.path("num_attention_heads").asInt();
        this.sharedHeads = config.path("num_key_value_heads").asInt(heads);
        this.size = config.path("head_dim").asInt(width / heads);
    }

    private boolean isOneOf(String... types) {
        return Set.of(types).contains(type);
    }

    private boolean isGemma() {
        return type.startsWith("gemma");
    }

    /** The logits after the last of these tokens. */
    public double[] logits(int... tokens) {
        double[][] stream = new double[tokens.length][];
        for (int i = 0; i < tokens.length; i++) {
            stream[i] = row("model.embed_tokens.weight", tokens[i], width);
            scale(
                    stream[i],
                    isGemma()
                            ? Math.sqrt(width)
                            : config.path("embedding_multiplier").asDouble(1));
        }
        for (int layer = 0; layer < config.path("num_hidden_layers").asInt(); layer++) {
            String place = "model.layers." + layer + ".";
            double[][] attended = attention(layer, normed(stream, place + "input_layernorm.weight", width));
            boolean isSandwich = isOneOf("gemma2", "gemma3_text");
            if (isSandwich) {
                attended = normed(attended, place + "post_attention_layernorm.weight", width);
            }
            add(stream, attended);
            String second = isSandwich ? "pre_feedforward_layernorm.weight" : "post_attention_layernorm.weight";
            double[][] fed = feedForward(place + "mlp.", normed(stream, place + second, width));
            if (isSandwich) {
                fed = normed(fed, place + "post_feedforward_layernorm.weight", width);
            }
            add(stream, fed);
        }
        double[][] last = {stream[tokens.length - 1]};
        boolean tied = config.path("tie_word_embeddings").asBoolean(isGemma() || type.equals("smollm3"));
        String head = tied ? "model.embed_tokens.weight" : "lm_head.weight";
        int vocabulary = config.path("vocab_size").asInt();
        double[] logits = times(normed(last, "model.norm.weight", width), head, 0, vocabulary)[0];
        scale(logits, 1 / config.path("logits_scaling").asDouble(1));
        return bent(logits, config.path("final_logit_softcapping").asDouble(0));
    }

    private double[][] attention(int layer, double[][] input) {
        String place = "model.layers." + layer + ".self_attn.";
        double[][] queries;
        double[][] keys;
        double[][] values;
        if (type.equals("phi3")) {
            queries = times(input, place + "qkv_proj.weight", 0, heads * size);
            keys = times(input, place + "qkv_proj.weight", heads * size, sharedHeads * size);
            values = times(input, place + "qkv_proj.weight", (heads + sharedHeads) * size, sharedHeads * size);
        } else {
            boolean biased =
                    type.equals("qwen2") || config.path("attention_bias").asBoolean(false);
            queries = linear(input, place + "q_proj", heads * size, biased);
            keys = linear(input, place + "k_proj", sharedHeads * size, biased);
            values = linear(input, place + "v_proj", sharedHeads * size, biased);
        }
        if (isOneOf("qwen3", "gemma3_text")) {
            queries = normed(queries, place + "q_norm.weight", size);
            keys = normed(keys, place + "k_norm.weight", size);
        }
        PaperRotation rotation = new PaperRotation(config, layer, size);
        for (int position = 0; position < input.length; position++) {
            rotation.turn(queries[position], position);
            rotation.turn(keys[position], position);
        }
        double[][] mixed = new double[input.length][heads * size];
        int window = PaperRotation.slides(config, layer)
                ? config.path("sliding_window").asInt()
                : Integer.MAX_VALUE;
        for (int position = 0; position < input.length; position++) {
            for (int head = 0; head < heads; head++) {
                attend(
                        queries[position],
                        keys,
                        values,
                        Math.max(0, position - window + 1),
                        position,
                        head,
                        mixed[position]);
            }
        }
        boolean biased = !type.equals("qwen2") && config.path("attention_bias").asBoolean(false);
        double[][] output = linear(mixed, place + "o_proj", width, biased);
        return multiplied(output);
    }

    private void attend(
            double[] query, double[][] keys, double[][] values, int from, int position, int head, double[] mixed) {
        int own = head * size;
        int shared = head / (heads / sharedHeads) * size;
        double scale = config.has("attention_multiplier")
                ? config.path("attention_multiplier").asDouble()
                : Math.pow(config.path("query_pre_attn_scalar").asDouble(size), -0.5);
        double[] scores = new double[position + 1 - from];
        for (int other = from; other <= position; other++) {
            for (int i = 0; i < size; i++) {
                scores[other - from] += query[own + i] * keys[other][shared + i];
            }
        }
        scale(scores, scale);
        scores = bent(scores, config.path("attn_logit_softcapping").asDouble(0));
        double sum = 0;
        for (int i = 0; i < scores.length; i++) {
            scores[i] = Math.exp(scores[i]);
            sum += scores[i];
        }
        for (int other = from; other <= position; other++) {
            for (int i = 0; i < size; i++) {
                mixed[own + i] += scores[other - from] / sum * values[other][shared + i];
            }
        }
    }

    private double[][] feedForward(String place, double[][] input) {
        int hidden = config.path("intermediate_size").asInt();
        boolean biased = config.path("mlp_bias").asBoolean(false);
        boolean fused = type.equals("phi3");
        double[][] gates = fused
                ? times(input, place + "gate_up_proj.weight", 0, hidden)
                : linear(input, place + "gate_proj", hidden, biased);
        double[][] up = fused
                ? times(input, place + "gate_up_proj.weight", hidden, hidden)
                : linear(input, place + "up_proj", hidden, biased);
        for (int position = 0; position < input.length; position++) {
            for (int i = 0; i < hidden; i++) {
                up[position][i] *= activated(gates[position][i]);
            }
        }
        return multiplied(linear(up, place + "down_proj", width, biased));
    }

    private double activated(double x) {
        return isGemma()
                ? 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)))
                : x / (1 + Math.exp(-x));
    }

    private double[][] multiplied(double[][] output) {
        for (double[] position : output) {
            scale(position, config.path("residual_multiplier").asDouble(1));
        }
        return output;
    }

    /** Each stretch of {@code length} numbers by itself. */
    private double[][] normed(double[][] input, String tensor, int length) {
        double[] scale = row(tensor, 0, length);
        double epsilon = config.path("rms_norm_eps").asDouble();
        double[][] output = new double[input.length][input[0].length];
        for (int position = 0; position < input.length; position++) {
            for (int from = 0; from < input[0].length; from += length) {
                double squares = 0;
                for (int i = 0; i < length; i++) {
                    squares += input[position][from + i] * input[position][from + i];
                }
                double root = Math.sqrt(squares / length + epsilon);
                for (int i = 0; i < length; i++) {
                    double factor = isGemma() ? 1 + scale[i] : scale[i];
                    output[position][from + i] = input[position][from + i] / root * factor;
                }
            }
        }
        return output;
    }

    private double[][] linear(double[][] input, String place, int rows, boolean biased) {
        double[][] output = times(input, place + ".weight", 0, rows);
        if (biased) {
            double[] bias = row(place + ".bias", 0, rows);
            for (double[] position : output) {
                for (int i = 0; i < rows; i++) {
                    position[i] += bias[i];
                }
            }
        }
        return output;
    }

    private double[][] times(double[][] input, String tensor, int first, int rows) {
        double[][] output = new double[input.length][rows];
        for (int row = 0; row < rows; row++) {
            double[] own = row(tensor, first + row, input[0].length);
            for (int position = 0; position < input.length; position++) {
                for (int i = 0; i < own.length; i++) {
                    output[position][row] += own[i] * input[position][i];
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

    private static double[] bent(double[] values, double cap) {
        for (int i = 0; i < values.length && cap > 0; i++) {
            values[i] = cap * Math.tanh(values[i] / cap);
        }
        return values;
    }

    private static void scale(double[] values, double factor) {
        for (int i = 0; i < values.length; i++) {
            values[i] *= factor;
        }
    }

    private static void add(double[][] stream, double[][] added) {
        for (int position = 0; position < stream.length; position++) {
            for (int i = 0; i < stream[position].length; i++) {
                stream[position][i] += added[position][i];
            }
        }
    }
}
