package dev.freehold.bench.builder;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.builder.GraphFiles;

/** What a folder says about its model, in the words of Hugging Face and of onnxruntime-genai. */
final class ConfigJson {
    private final DecoderShape shape;
    private final MadeUpVocabulary vocabulary;

    ConfigJson(DecoderShape shape, MadeUpVocabulary vocabulary) {
        this.shape = shape;
        this.vocabulary = vocabulary;
    }

    /** {@code config.json} */
    ObjectNode huggingFace() {
        ObjectNode config = object();
        config.putArray("architectures").add(shape.family().architecture());
        config.put("model_type", shape.family().type())
                .put("hidden_act", "silu")
                .put("hidden_size", shape.width())
                .put("intermediate_size", shape.hidden())
                .put("num_hidden_layers", shape.layers())
                .put("num_attention_heads", shape.heads())
                .put("num_key_value_heads", shape.sharedHeads())
                .put("head_dim", shape.headSize())
                .put("vocab_size", shape.vocabulary())
                .put("max_position_embeddings", shape.context())
                .put("rope_theta", shape.rotaryBase())
                .put("rms_norm_eps", shape.epsilon())
                .put("bos_token_id", vocabulary.endOfText())
                .put("eos_token_id", vocabulary.turnEnds())
                .put("tie_word_embeddings", false)
                .put("torch_dtype", "float32");
        return config;
    }

    /** {@code generation_config.json} */
    ObjectNode generation() {
        ObjectNode config = object().put("do_sample", false).put("bos_token_id", vocabulary.endOfText());
        ends(config);
        return config;
    }

    /** {@code genai_config.json} */
    ObjectNode genai() {
        ObjectNode root = object();
        ObjectNode model = root.putObject("model");
        model.put("type", shape.family().type())
                .put("bos_token_id", vocabulary.endOfText())
                .put("pad_token_id", vocabulary.endOfText())
                .put("context_length", shape.context())
                .put("vocab_size", shape.vocabulary());
        ends(model);
        model.set("decoder", decoder());
        root.putObject("search").put("do_sample", false).put("max_length", shape.context());
        return root;
    }

    private ObjectNode decoder() {
        ObjectNode decoder = object().put("filename", GraphFiles.GRAPH)
                .put("head_size", shape.headSize())
                .put("hidden_size", shape.width())
                .put("num_attention_heads", shape.heads())
                .put("num_hidden_layers", shape.layers())
                .put("num_key_value_heads", shape.sharedHeads());
        decoder.putObject("inputs")
                .put("input_ids", "input_ids")
                .put("attention_mask", "attention_mask")
                .put("past_key_names", "past_key_values.%d.key")
                .put("past_value_names", "past_key_values.%d.value");
        decoder.putObject("outputs")
                .put("logits", "logits")
                .put("present_key_names", "present.%d.key")
                .put("present_value_names", "present.%d.value");
        return decoder;
    }

    private void ends(ObjectNode config) {
        ArrayNode ids = config.putArray("eos_token_id");
        ids.add(vocabulary.turnEnds()).add(vocabulary.endOfText());
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
