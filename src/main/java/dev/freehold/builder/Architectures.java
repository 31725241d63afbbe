package dev.freehold.builder;

import dev.freehold.builder.checkpoint.Unbuildable;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The architectures that can be built, by the names that {@code config.json} has for them. */
final class Architectures {
    private static final Map<String, Function<ModelConfig, Architecture>> KNOWN = new TreeMap<>(Map.ofEntries(
            Map.entry("LlamaForCausalLM", Llama::new),
            Map.entry("MistralForCausalLM", Mistral::new),
            Map.entry("MinistralForCausalLM", Mistral::new),
            Map.entry("Qwen2ForCausalLM", Qwen2::new),
            Map.entry("Qwen3ForCausalLM", Qwen3::new),
            Map.entry("Phi3ForCausalLM", Phi3::new),
            Map.entry("GemmaForCausalLM", Gemma::new),
            Map.entry("Gemma2ForCausalLM", Gemma2::new),
            Map.entry("Gemma3ForCausalLM", Gemma3::new),
            Map.entry("SmolLM3ForCausalLM", SmolLm3::new),
            Map.entry("GraniteForCausalLM", Granite::new),
            Map.entry("BertModel", Bert::new),
            Map.entry("BertForSequenceClassification", Bert::new),
            Map.entry("BertForTokenClassification", Bert::new),
            Map.entry("RobertaModel", Roberta::new),
            Map.entry("RobertaForSequenceClassification", Roberta::new),
            Map.entry("RobertaForTokenClassification", Roberta::new),
            Map.entry("XLMRobertaModel", Roberta::new),
            Map.entry("XLMRobertaForSequenceClassification", Roberta::new),
            Map.entry("XLMRobertaForTokenClassification", Roberta::new),
            Map.entry("DistilBertModel", DistilBert::new),
            Map.entry("DistilBertForSequenceClassification", DistilBert::new),
            Map.entry("DistilBertForTokenClassification", DistilBert::new),
            Map.entry("MPNetModel", Mpnet::new),
            Map.entry("MPNetForSequenceClassification", Mpnet::new),
            Map.entry("MPNetForTokenClassification", Mpnet::new)));

    private Architectures() {}

    static Architecture of(ModelConfig config) {
        Function<ModelConfig, Architecture> known = KNOWN.get(config.architecture());
        if (known == null) {
            String named = config.architecture().isEmpty() ? "''" : Unbuildable.shown(config.architecture());
            throw new Unbuildable("config.json: the architecture %s is not known here; known are %s"
                    .formatted(named, String.join(", ", KNOWN.keySet())));
        }
        if (config.has("quantization_config")) {
            throw new Unbuildable("config.json: quantization_config says that the weights are rounded already;"
                    + " build from the publisher's unrounded weights");
        }
        return known.apply(config);
    }
}
