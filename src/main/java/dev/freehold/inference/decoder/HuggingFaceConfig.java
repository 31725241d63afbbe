package dev.freehold.inference.decoder;

import dev.freehold.inference.text.JsonFile;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/** {@code config.json} of a text model, or of one that sees, too, and describes its text part in {@code text_config}. */
record HuggingFaceConfig(JsonFile file) {

    /** The first of these fields that is a whole number of one or more. */
    OptionalInt positive(String... fields) {
        return file.positive(Arrays.stream(fields)
                .flatMap(field -> Stream.of("/" + field, "/text_config/" + field))
                .toArray(String[]::new));
    }

    Set<Integer> ids(String field) {
        Set<Integer> ids = file.ids("/" + field);
        return ids.isEmpty() ? file.ids("/text_config/" + field) : ids;
    }

    /** Tokens that the model can attend to, when it says or when its architecture always has the same number. */
    OptionalInt contextLength() {
        OptionalInt said = positive("max_position_embeddings", "n_positions", "max_seq_len");
        if (said.isPresent()) {
            return said;
        }
        String type = file.text("/model_type", "");
        return type.equals("gemma3") || type.equals("gemma3_text") ? OptionalInt.of(131_072) : OptionalInt.empty();
    }

    /** What it says, or else the width of its hidden states shared out among the heads. */
    OptionalInt headSize() {
        OptionalInt said = positive("head_dim");
        OptionalInt width = positive("hidden_size", "n_embd");
        OptionalInt heads = positive("num_attention_heads", "n_head");
        return said.isEmpty() && width.isPresent() && heads.isPresent()
                ? OptionalInt.of(width.getAsInt() / heads.getAsInt())
                : said;
    }
}
