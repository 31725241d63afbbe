package dev.freehold.bench.builder;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** A vocabulary as the two files that tokenizers are published in. */
final class TokenizerJson {
    private static final String CHAT_TEMPLATE = """
            {% for message in messages %}<|im_start|>{{ message['role'] }}
            {{ message['content'] }}<|im_end|>
            {% endfor %}{% if add_generation_prompt %}<|im_start|>assistant
            {% endif %}""";

    private TokenizerJson() {}

    /** {@code tokenizer.json} */
    static ObjectNode tokenizer(MadeUpVocabulary vocabulary) {
        ObjectNode root = object().put("version", "1.0");
        root.putNull("truncation").putNull("padding");
        ArrayNode added = root.putArray("added_tokens");
        for (int i = 0; i < vocabulary.controls().size(); i++) {
            added.addObject()
                    .put("id", vocabulary.plainTokens() + i)
                    .put("content", vocabulary.controls().get(i))
                    .put("single_word", false)
                    .put("lstrip", false)
                    .put("rstrip", false)
                    .put("normalized", false)
                    .put("special", true);
        }
        root.putNull("normalizer");
        root.set("pre_tokenizer", byteLevel());
        root.set("post_processor", byteLevel());
        root.set("decoder", byteLevel());
        root.set("model", model(vocabulary));
        return root;
    }

    /** {@code tokenizer_config.json} */
    static ObjectNode config(DecoderShape shape) {
        return object().put("tokenizer_class", "PreTrainedTokenizerFast")
                .put("add_bos_token", false)
                .put("add_prefix_space", false)
                .put("eos_token", MadeUpVocabulary.TURN_ENDS)
                .put("pad_token", MadeUpVocabulary.END_OF_TEXT)
                .put("model_max_length", shape.context())
                .put("chat_template", CHAT_TEMPLATE);
    }

    private static ObjectNode model(MadeUpVocabulary vocabulary) {
        ObjectNode model = object().put("type", "BPE");
        ObjectNode ids = model.putObject("vocab");
        List<String> tokens = vocabulary.plain();
        for (int id = 0; id < tokens.size(); id++) {
            ids.put(tokens.get(id), id);
        }
        ArrayNode merges = model.putArray("merges");
        vocabulary.merges().forEach(merge -> merges.add(merge.left() + " " + merge.right()));
        return model;
    }

    private static ObjectNode byteLevel() {
        return object().put("type", "ByteLevel")
                .put("add_prefix_space", false)
                .put("trim_offsets", true)
                .put("use_regex", true);
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
