package dev.freehold.inference.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.inference.ModelLoadException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A model's {@code tokenizer.json}, as far as Freehold reads it itself. */
public record TokenizerFile(ObjectNode root, AddedTokens added) {

    public static TokenizerFile read(Path folder) throws ModelLoadException {
        JsonNode root = JsonFile.required(folder.resolve("tokenizer.json")).root();
        if (root instanceof ObjectNode object && object.path("model").isObject()) {
            return new TokenizerFile(object, AddedTokens.of(object));
        }
        throw new ModelLoadException("The file tokenizer.json is not a tokenizer: it has no field model.");
    }

    /** The id for text that the vocabulary does not cover; plain text may become it. */
    OptionalInt unknownToken() {
        JsonNode model = root.path("model");
        if (model.path("unk_id").isInt()) {
            return OptionalInt.of(model.path("unk_id").intValue());
        }
        JsonNode id = model.path("vocab").path(model.path("unk_token").asText());
        return id.isInt() ? OptionalInt.of(id.intValue()) : OptionalInt.empty();
    }

    /**
     * The tokens that come before a text, by {@code add_bos_token} where it is given, else by the post-processor.
     *
     * @param beginName how the model's files call the token that may come first, if they do
     * @param otherwise its id for when the tokenizer does not know the name
     */
    public int[] beginTokens(JsonFile config, @Nullable String beginName, OptionalInt otherwise) {
        JsonNode wanted = config.root().path("add_bos_token");
        if (!wanted.isBoolean()) {
            return templatePrefix();
        }
        OptionalInt token = beginToken(beginName, otherwise);
        return wanted.booleanValue() && token.isPresent() ? new int[] {token.getAsInt()} : new int[0];
    }

    /** The tokenizer's own name for it counts more than the number in a configuration that may be a copy. */
    private OptionalInt beginToken(@Nullable String name, OptionalInt otherwise) {
        return added.all().stream()
                .filter(token -> token.text().equals(name))
                .mapToInt(AddedTokens.AddedToken::id)
                .mapToObj(OptionalInt::of)
                .findFirst()
                .orElse(otherwise);
    }

    private int[] templatePrefix() {
        JsonNode processor = root.path("post_processor");
        List<JsonNode> processors = new ArrayList<>(List.of(processor));
        processor.path("processors").forEach(processors::add);
        List<Integer> prefix = new ArrayList<>();
        for (JsonNode template : processors) {
            for (JsonNode part : template.path("single")) {
                String name = part.path("SpecialToken").path("id").asText();
                if (name.isEmpty()) {
                    break; // the text itself
                }
                template.path("special_tokens").path(name).path("ids").forEach(id -> prefix.add(id.asInt()));
            }
        }
        return prefix.stream().mapToInt(Integer::intValue).toArray();
    }
}
