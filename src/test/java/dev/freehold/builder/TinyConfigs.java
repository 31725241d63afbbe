package dev.freehold.builder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** Configurations with the fields that published ones have, and tiny numbers in them. */
final class TinyConfigs {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String LLAMA = """
            {"architectures": ["LlamaForCausalLM"], "model_type": "llama", "hidden_act": "silu", "attention_bias": false,
             "mlp_bias": false, "hidden_size": 64, "intermediate_size": 96, "num_hidden_layers": 2,
             "num_attention_heads": 4, "num_key_value_heads": 2, "head_dim": 16, "vocab_size": 320,
             "max_position_embeddings": 256, "rope_theta": 10000.0, "rope_scaling": null, "rms_norm_eps": 1e-5,
             "bos_token_id": 1, "eos_token_id": 2, "tie_word_embeddings": false, "torch_dtype": "bfloat16"}""";

    private TinyConfigs() {}

    static ObjectNode llama() {
        return with("{}");
    }

    /** Llama's with other fields. */
    static ObjectNode with(String changes) {
        try {
            ObjectNode config = (ObjectNode) JSON.readTree(LLAMA);
            config.setAll((ObjectNode) JSON.readTree(changes));
            return config;
        } catch (JsonProcessingException broken) {
            throw new AssertionError(broken);
        }
    }

    static ObjectNode of(String name) {
        return Objects.requireNonNull(all().get(name), name);
    }

    /** One for each thing that an architecture does differently. */
    static Map<String, ObjectNode> all() {
        Map<String, ObjectNode> all = new LinkedHashMap<>();
        all.put("Llama 2", llama());
        all.put("Llama with biases, tied", with("""
                {"attention_bias": true, "mlp_bias": true, "tie_word_embeddings": true}"""));
        all.put("Llama 3.1", with("""
                {"rope_theta": 500000.0, "rope_scaling": {"rope_type": "llama3", "factor": 8.0, "low_freq_factor": 1.0,
                 "high_freq_factor": 4.0, "original_max_position_embeddings": 32}}"""));
        all.put("Llama, linear", with("""
                {"rope_scaling": {"type": "linear", "factor": 4.0}}"""));
        all.put("Llama, YaRN", with("""
                {"rope_scaling": {"rope_type": "yarn", "factor": 4.0, "original_max_position_embeddings": 64}}"""));
        all.put("Mistral", with("""
                {"architectures": ["MistralForCausalLM"], "model_type": "mistral", "sliding_window": 8}"""));
        all.put("Ministral", with("""
                {"architectures": ["MinistralForCausalLM"], "model_type": "ministral", "sliding_window": 8,
                 "layer_types": ["sliding_attention", "full_attention"], "head_dim": 32}"""));
        all.put("Qwen 2.5", with("""
                {"architectures": ["Qwen2ForCausalLM"], "model_type": "qwen2", "use_sliding_window": true,
                 "sliding_window": 8, "max_window_layers": 1, "rope_theta": 1000000.0, "rms_norm_eps": 1e-6}"""));
        all.put("Qwen 3", with("""
                {"architectures": ["Qwen3ForCausalLM"], "model_type": "qwen3", "use_sliding_window": false,
                 "sliding_window": null, "max_window_layers": 2, "head_dim": 32, "tie_word_embeddings": true}"""));
        all.put("Phi 3", with("""
                {"architectures": ["Phi3ForCausalLM"], "model_type": "phi3", "sliding_window": 8}"""));
        all.put("Phi 4 mini", with("""
                {"architectures": ["Phi3ForCausalLM"], "model_type": "phi3", "sliding_window": 250, "head_dim": 64,
                 "partial_rotary_factor": 0.75, "original_max_position_embeddings": 64, "tie_word_embeddings": true,
                 "rope_scaling": {"type": "longrope",
                  "short_factor": [1, 1, 1.01, 1.01, 1.02, 1.02, 1.05, 1.05, 1.1, 1.1, 1.2, 1.2,
                   1.3, 1.3, 1.4, 1.4, 1.5, 1.5, 1.7, 1.7, 1.9, 1.9, 2.5, 2.5],
                  "long_factor": [1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12]}}"""));
        all.put("Gemma", with("""
                {"architectures": ["GemmaForCausalLM"], "model_type": "gemma", "hidden_act": "gelu",
                 "hidden_activation": null, "tie_word_embeddings": true}"""));
        all.put("Gemma 2", with("""
                {"architectures": ["Gemma2ForCausalLM"], "model_type": "gemma2", "sliding_window": 8, "head_dim": 32,
                 "hidden_activation": "gelu_pytorch_tanh", "query_pre_attn_scalar": 24, "attn_logit_softcapping": 50.0,
                 "final_logit_softcapping": 30.0, "tie_word_embeddings": true}"""));
        all.put("Gemma 3", with("""
                {"architectures": ["Gemma3ForCausalLM"], "model_type": "gemma3_text", "sliding_window": 8,
                 "sliding_window_pattern": 6, "num_hidden_layers": 7, "hidden_activation": "gelu_pytorch_tanh",
                 "query_pre_attn_scalar": 24, "rope_theta": 1000000.0, "rope_local_base_freq": 10000.0,
                 "rope_scaling": {"rope_type": "linear", "factor": 8.0}, "tie_word_embeddings": true}"""));
        all.put("SmolLM 3", with("""
                {"architectures": ["SmolLM3ForCausalLM"], "model_type": "smollm3", "num_hidden_layers": 4,
                 "no_rope_layers": [1, 1, 1, 0], "no_rope_layer_interval": 4, "use_sliding_window": false,
                 "sliding_window": null, "tie_word_embeddings": true}"""));
        all.put("Granite", with("""
                {"architectures": ["GraniteForCausalLM"], "model_type": "granite", "embedding_multiplier": 12.0,
                 "attention_multiplier": 0.2, "residual_multiplier": 0.22, "logits_scaling": 8.0,
                 "tie_word_embeddings": true}"""));
        return all;
    }
}
