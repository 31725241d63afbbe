package dev.freehold.inference.text;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/** A tokenizer of the SentencePiece kind, as Llama 2 has: spaces are part of words, unknown characters are bytes. */
final class LlamaTokenizer {
    private LlamaTokenizer() {}

    static ObjectNode json() {
        ObjectNode root = new ObjectMapper().createObjectNode().put("version", "1.0");
        root.putNull("truncation").putNull("padding").putNull("pre_tokenizer").putNull("post_processor");
        ArrayNode added = root.putArray("added_tokens");
        String[] specials = {"<unk>", "<s>", "</s>"};
        for (int i = 0; i < specials.length; i++) {
            added.addObject()
                    .put("id", i)
                    .put("content", specials[i])
                    .put("single_word", false)
                    .put("lstrip", false)
                    .put("rstrip", false)
                    .put("normalized", false)
                    .put("special", true);
        }
        ArrayNode normalizers =
                root.putObject("normalizer").put("type", "Sequence").putArray("normalizers");
        normalizers.addObject().put("type", "Prepend").put("prepend", "▁");
        normalizers
                .addObject()
                .put("type", "Replace")
                .put("content", "▁")
                .putObject("pattern")
                .put("String", " ");
        ArrayNode decoders = root.putObject("decoder").put("type", "Sequence").putArray("decoders");
        decoders.addObject()
                .put("type", "Replace")
                .put("content", " ")
                .putObject("pattern")
                .put("String", "▁");
        decoders.addObject().put("type", "ByteFallback");
        decoders.addObject().put("type", "Fuse");
        decoders.addObject()
                .put("type", "Strip")
                .put("content", " ")
                .put("start", 1)
                .put("stop", 0);
        ObjectNode model = root.putObject("model")
                .put("type", "BPE")
                .put("unk_token", "<unk>")
                .put("fuse_unk", true)
                .put("byte_fallback", true);
        ObjectNode vocabulary = model.putObject("vocab");
        for (String special : specials) {
            vocabulary.put(special, vocabulary.size());
        }
        for (int value = 0; value < 256; value++) {
            vocabulary.put(String.format(Locale.ROOT, "<0x%02X>", value), vocabulary.size());
        }
        for (String piece : List.of("▁", "a", "b", "c", "d", "s", "<", ">", "/", "▁a", "▁b")) {
            vocabulary.put(piece, vocabulary.size());
        }
        model.putArray("merges").add("▁ a").add("▁ b");
        return root;
    }
}
