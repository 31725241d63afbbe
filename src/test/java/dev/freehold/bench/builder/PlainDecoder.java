package dev.freehold.bench.builder;

/** A Llama-like decoder as its papers define it, in plain Java, without caches and without haste. */
final class PlainDecoder {
    private final DecoderShape shape;
    private final Weights weights;

    PlainDecoder(DecoderShape shape, Weights weights) {
        this.shape = shape;
        this.weights = weights;
    }

    /** The logits after the last of these tokens. */
    float[] logits(int[] tokens) {
        float[][] stream = new float[tokens.length][shape.width()];
        for (int i = 0; i < tokens.length; i++) {
            weights.readRow(TensorNames.EMBEDDING, tokens[i], stream[i]);
        }
        for (int layer = 0; layer < shape.layers(); layer++) {
            add(stream, attention(layer, normed(stream, TensorNames.ofLayer(layer, "input_layernorm.weight"))));
            add(
                    stream,
                    feedForward(layer, normed(stream, TensorNames.ofLayer(layer, "post_attention_layernorm.weight"))));
        }
        float[][] last = {stream[tokens.length - 1]};
        return times(normed(last, TensorNames.FINAL_NORM), TensorNames.HEAD, shape.vocabulary())[0];
    }

    private float[][] attention(int layer, float[][] input) {
        String place = TensorNames.ofLayer(layer, "self_attn.");
        float[][] queries = biased(input, place + "q_proj", shape.queryWidth());
        float[][] keys = biased(input, place + "k_proj", shape.keyWidth());
        float[][] values = biased(input, place + "v_proj", shape.keyWidth());
        for (int position = 0; position < input.length; position++) {
            rotate(queries[position], position);
            rotate(keys[position], position);
        }
        float[][] mixed = new float[input.length][shape.queryWidth()];
        for (int position = 0; position < input.length; position++) {
            for (int head = 0; head < shape.heads(); head++) {
                attend(queries[position], keys, values, position, head, mixed[position]);
            }
        }
        return times(mixed, place + "o_proj.weight", shape.width());
    }

    private void attend(float[] query, float[][] keys, float[][] values, int position, int head, float[] mixed) {
        int size = shape.headSize();
        int own = head * size;
        int shared = head / (shape.heads() / shape.sharedHeads()) * size;
        double[] shares = new double[position + 1];
        double sum = 0;
        for (int other = 0; other <= position; other++) {
            double score = 0;
            for (int i = 0; i < size; i++) {
                score += query[own + i] * keys[other][shared + i];
            }
            shares[other] = Math.exp(score / Math.sqrt(size));
            sum += shares[other];
        }
        for (int other = 0; other <= position; other++) {
            for (int i = 0; i < size; i++) {
                mixed[own + i] += (float) (shares[other] / sum * values[other][shared + i]);
            }
        }
    }

    private void rotate(float[] heads, int position) {
        int half = shape.headSize() / 2;
        for (int head = 0; head < heads.length; head += shape.headSize()) {
            for (int i = 0; i < half; i++) {
                double angle = position / Math.pow(shape.rotaryBase(), (double) i / half);
                float left = heads[head + i];
                float right = heads[head + half + i];
                heads[head + i] = (float) (left * Math.cos(angle) - right * Math.sin(angle));
                heads[head + half + i] = (float) (right * Math.cos(angle) + left * Math.sin(angle));
            }
        }
    }

    private float[][] feedForward(int layer, float[][] input) {
        String place = TensorNames.ofLayer(layer, "mlp.");
        float[][] gates = times(input, place + "gate_proj.weight", shape.hidden());
        float[][] up = times(input, place + "up_proj.weight", shape.hidden());
        for (int position = 0; position < input.length; position++) {
            for (int i = 0; i < shape.hidden(); i++) {
                float gate = gates[position][i];
                up[position][i] *= (float) (gate / (1 + Math.exp(-gate)));
            }
        }
        return times(up, place + "down_proj.weight", shape.width());
    }

    private float[][] normed(float[][] input, String tensor) {
        float[] scale = new float[shape.width()];
        weights.readRow(tensor, 0, scale);
        float[][] output = new float[input.length][shape.width()];
        for (int position = 0; position < input.length; position++) {
            double squares = 0;
            for (float value : input[position]) {
                squares += value * value;
            }
            double root = Math.sqrt(squares / shape.width() + shape.epsilon());
            for (int i = 0; i < shape.width(); i++) {
                output[position][i] = (float) (input[position][i] / root * scale[i]);
            }
        }
        return output;
    }

    private float[][] biased(float[][] input, String tensor, int rows) {
        float[][] output = times(input, tensor + ".weight", rows);
        if (shape.family().hasAttentionBias()) {
            float[] bias = new float[rows];
            weights.readRow(tensor + ".bias", 0, bias);
            for (float[] position : output) {
                for (int i = 0; i < rows; i++) {
                    position[i] += bias[i];
                }
            }
        }
        return output;
    }

    private float[][] times(float[][] input, String tensor, int rows) {
        float[][] output = new float[input.length][rows];
        float[] weightsOfRow = new float[input[0].length];
        for (int row = 0; row < rows; row++) {
            weights.readRow(tensor, row, weightsOfRow);
            for (int position = 0; position < input.length; position++) {
                double sum = 0;
                for (int i = 0; i < weightsOfRow.length; i++) {
                    sum += weightsOfRow[i] * input[position][i];
                }
                output[position][row] = (float) sum;
            }
        }
        return output;
    }

    private static void add(float[][] stream, float[][] added) {
        for (int position = 0; position < stream.length; position++) {
            for (int i = 0; i < stream[position].length; i++) {
                stream[position][i] += added[position][i];
            }
        }
    }
}
