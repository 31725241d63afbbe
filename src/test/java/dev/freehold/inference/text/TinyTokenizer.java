package dev.freehold.inference.text;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** A byte-level tokenizer as models of the GPT and Qwen families have: a token for each byte, and a few longer ones. */
public final class TinyTokenizer {
    static final int IM_START = 260;
    public static final int IM_END = 261;
    public static final int THINK = 262;
    private static final ObjectMapper JSON = new ObjectMapper();

    private TinyTokenizer() {}

    public static ObjectNode json() {
        ObjectNode root = JSON.createObjectNode().put("version", "1.0");
        root.putNull("truncation").putNull("padding").putNull("normalizer");
        ArrayNode added = root.putArray("added_tokens");
        added(added, IM_START, "<|im_start|>", true);
        added(added, IM_END, "<|im_end|>", true);
        added(added, THINK, "<think>", false);
        root.set("pre_tokenizer", byteLevel());
        root.set("post_processor", byteLevel());
        root.set("decoder", byteLevel());
        ObjectNode model = root.putObject("model").put("type", "BPE");
        ObjectNode vocabulary = model.putObject("vocab");
        List<String> bytes = byteNames();
        for (int i = 0; i < bytes.size(); i++) {
            vocabulary.put(bytes.get(i), i);
        }
        vocabulary.put("th", 256).put("the", 257).put("\u0120the", 258).put("im", 259);
        model.putArray("merges").add("t h").add("th e").add("\u0120 the").add("i m");
        return root;
    }

    private static ObjectNode byteLevel() {
        return JSON.createObjectNode()
                .put("type", "ByteLevel")
                .put("add_prefix_space", false)
                .put("trim_offsets", true)
                .put("use_regex", true);
    }

    public static void added(ArrayNode tokens, int id, String content, boolean special) {
        tokens.addObject()
                .put("id", id)
                .put("content", content)
                .put("single_word", false)
                .put("lstrip", false)
                .put("rstrip", false)
                .put("normalized", false)
                .put("special", special);
    }

    /** The printable stand-ins for the 256 bytes, by byte. */
    private static List<String> byteNames() {
        List<String> names = new ArrayList<>();
        int next = 256;
        for (int value = 0; value < 256; value++) {
            boolean printable = (value >= '!' && value <= '~') || (value >= 0xA1 && value != 0xAD);
            names.add(Character.toString(printable ? value : next++));
        }
        return names;
    }
}
