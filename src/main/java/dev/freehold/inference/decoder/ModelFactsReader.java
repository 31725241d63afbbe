package dev.freehold.inference.decoder;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.inference.ModelLoadException;
import dev.freehold.inference.SamplingDefaults;
import dev.freehold.inference.text.JsonFile;
import dev.freehold.registry.ModelFolder;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/** Reads the JSON files of a model folder, whichever layout it has. */
final class ModelFactsReader {
    private ModelFactsReader() {}

    static ModelFacts read(ModelFolder folder) throws ModelLoadException {
        JsonFile tokenizer = JsonFile.optional(folder.root().resolve("tokenizer_config.json"));
        return switch (folder.layout()) {
            case OPTIMUM -> optimum(folder, tokenizer);
            case GENAI -> genai(folder, tokenizer);
            case GRAPH -> throw new ModelLoadException("it has no configuration of a model that writes text");
        };
    }

    private static ModelFacts optimum(ModelFolder folder, JsonFile tokenizer) throws ModelLoadException {
        JsonFile config = JsonFile.required(folder.root().resolve("config.json"));
        JsonFile generation = JsonFile.optional(folder.root().resolve("generation_config.json"));
        Set<Integer> ends = new TreeSet<>(generation.ids("/eos_token_id"));
        HuggingFaceConfig text = new HuggingFaceConfig(config);
        ends.addAll(text.ids("eos_token_id"));
        OptionalInt context = text.contextLength();
        return new ModelFacts(
                GraphNames.OPTIMUM,
                contextLength(
                        context.isPresent() ? context : tokenizer.positive("/model_max_length"),
                        "max_position_embeddings in config.json"),
                ends,
                single(text.ids("bos_token_id")),
                text.positive("num_key_value_heads", "num_attention_heads", "n_head"),
                text.headSize(),
                text.positive("vocab_size"),
                sampling(generation, ""),
                specialTokens(tokenizer));
    }

    private static ModelFacts genai(ModelFolder folder, JsonFile tokenizer) throws ModelLoadException {
        JsonFile config = JsonFile.required(folder.root().resolve("genai_config.json"));
        return new ModelFacts(
                genaiNames(config),
                contextLength(config.positive("/model/context_length"), "model.context_length in genai_config.json"),
                config.ids("/model/eos_token_id"),
                single(config.ids("/model/bos_token_id")),
                config.positive("/model/decoder/num_key_value_heads", "/model/decoder/num_attention_heads"),
                config.positive("/model/decoder/head_size"),
                config.positive("/model/vocab_size"),
                sampling(config, "/search"),
                specialTokens(tokenizer));
    }

    private static GraphNames genaiNames(JsonFile config) {
        String in = "/model/decoder/inputs/";
        String out = "/model/decoder/outputs/";
        GraphNames usual = GraphNames.OPTIMUM;
        return new GraphNames(
                config.text(in + "input_ids", usual.inputIds()),
                config.text(in + "attention_mask", usual.attentionMask()),
                config.text(in + "position_ids", usual.positionIds()),
                config.text(out + "logits", usual.logits()),
                config.text(in + "past_key_names", usual.pastKey()),
                config.text(in + "past_value_names", usual.pastValue()),
                config.text(out + "present_key_names", usual.presentKey()),
                config.text(out + "present_value_names", usual.presentValue()));
    }

    /** A file that says not to sample means greedy; one that says nothing recommends nothing. */
    private static SamplingDefaults sampling(JsonFile file, String parent) {
        JsonNode settings = parent.isEmpty() ? file.root() : file.root().at(parent);
        SamplingDefaults none = SamplingDefaults.NONE;
        SamplingDefaults said = new SamplingDefaults(
                settings.path("temperature").asDouble(none.temperature()),
                settings.path("top_k").asInt(none.topK()),
                settings.path("top_p").asDouble(none.topP()),
                settings.path("min_p").asDouble(none.minP()),
                settings.path("repetition_penalty").asDouble(none.repetitionPenalty()));
        boolean isGreedy = settings.path("do_sample").isBoolean()
                && !settings.path("do_sample").booleanValue();
        SamplingDefaults recommended = said.isUsable() ? said : none;
        return isGreedy ? recommended.greedy() : recommended;
    }

    private static int contextLength(OptionalInt length, String where) throws ModelLoadException {
        return length.orElseThrow(
                () -> new ModelLoadException("The context length is missing: expected " + where + "."));
    }

    private static OptionalInt single(Set<Integer> ids) {
        return ids.size() == 1 ? OptionalInt.of(ids.iterator().next()) : OptionalInt.empty();
    }

    /** The fields that end in {@code _token}, each a text or an object with {@code content}. */
    private static Map<String, String> specialTokens(JsonFile tokenizer) {
        Map<String, String> tokens = new HashMap<>();
        tokenizer.root().properties().forEach(field -> {
            JsonNode value = field.getValue().isObject() ? field.getValue().path("content") : field.getValue();
            if (field.getKey().endsWith("_token") && value.isTextual()) {
                tokens.put(field.getKey(), value.textValue());
            }
        });
        return tokens;
    }
}
