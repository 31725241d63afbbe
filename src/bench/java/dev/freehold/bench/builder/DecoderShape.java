package dev.freehold.bench.builder;

/**
 * The dimensions of a Llama-like decoder, as published with its weights.
 *
 * @param width numbers that stand for one token between the layers (hidden_size)
 * @param heads heads of queries
 * @param sharedHeads heads of keys and values (num_key_value_heads)
 * @param hidden numbers inside the feed-forward part (intermediate_size)
 * @param context tokens it can attend to (max_position_embeddings)
 */
public record DecoderShape(
        String name,
        Family family,
        int layers,
        int width,
        int heads,
        int sharedHeads,
        int headSize,
        int hidden,
        int vocabulary,
        int context,
        double rotaryBase,
        double epsilon) {

    public static final DecoderShape QWEN25_05B =
            new DecoderShape("qwen2.5-0.5b", Family.QWEN2, 24, 896, 14, 2, 64, 4864, 151_936, 32_768, 1_000_000, 1e-6);
    public static final DecoderShape QWEN25_15B = new DecoderShape(
            "qwen2.5-1.5b", Family.QWEN2, 28, 1536, 12, 2, 128, 8960, 151_936, 32_768, 1_000_000, 1e-6);
    public static final DecoderShape SMOLLM2_135M =
            new DecoderShape("smollm2-135m", Family.LLAMA, 30, 576, 9, 3, 64, 1536, 49_152, 8192, 100_000, 1e-5);
    public static final DecoderShape TINY =
            new DecoderShape("tiny", Family.QWEN2, 2, 64, 4, 2, 16, 128, 320, 2048, 10_000, 1e-6);

    /** Architectures that the shapes are of. */
    public enum Family {
        LLAMA("llama", "LlamaForCausalLM"),
        QWEN2("qwen2", "Qwen2ForCausalLM");

        private final String type;
        private final String architecture;

        Family(String type, String architecture) {
            this.type = type;
            this.architecture = architecture;
        }

        String type() {
            return type;
        }

        String architecture() {
            return architecture;
        }
    }

    public DecoderShape withLayers(int count) {
        return new DecoderShape(
                name,
                family,
                count,
                width,
                heads,
                sharedHeads,
                headSize,
                hidden,
                vocabulary,
                context,
                rotaryBase,
                epsilon);
    }

    int queryWidth() {
        return heads * headSize;
    }
}
