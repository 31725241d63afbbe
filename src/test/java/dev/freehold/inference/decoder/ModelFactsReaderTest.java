package dev.freehold.inference.decoder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.freehold.core.ModelId;
import dev.freehold.inference.ModelLoadException;
import dev.freehold.registry.ModelFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The configurations of model families, as their publishers write them, down to the fields that are read. */
class ModelFactsReaderTest {
    @TempDir
    Path root;

    private record Family(
            String name, String config, String generation, int context, Set<Integer> ends, int heads, int headSize) {}

    private static final List<Family> FAMILIES = List.of(
            new Family("Llama 2: as many keys as heads, no head_dim", """
                    {"model_type": "llama", "hidden_size": 4096, "num_attention_heads": 32, "num_key_value_heads": 32,
                     "max_position_embeddings": 4096, "rope_scaling": null, "bos_token_id": 1, "eos_token_id": 2,
                     "vocab_size": 32000}""", "{}", 4096, Set.of(2), 32, 128),
            new Family(
                    "Llama 3.2: three ends, scaled rotations",
                    """
                    {"model_type": "llama", "hidden_size": 2048, "num_attention_heads": 32, "num_key_value_heads": 8,
                     "head_dim": 64, "max_position_embeddings": 131072,
                     "rope_scaling": {"factor": 32.0, "rope_type": "llama3", "original_max_position_embeddings": 8192},
                     "bos_token_id": 128000, "eos_token_id": [128001, 128008, 128009], "vocab_size": 128256}""",
                    "{\"eos_token_id\": [128001, 128008, 128009]}",
                    131_072,
                    Set.of(128001, 128008, 128009),
                    8,
                    64),
            new Family("Mistral: a window and head_dim null", """
                    {"model_type": "mistral", "hidden_size": 4096, "num_attention_heads": 32, "num_key_value_heads": 8,
                     "head_dim": null, "sliding_window": 4096, "max_position_embeddings": 32768, "eos_token_id": 2,
                     "vocab_size": 32000}""", "{}", 32_768, Set.of(2), 8, 128),
            new Family(
                    "Qwen 2.5: another end in generation_config.json",
                    """
                    {"model_type": "qwen2", "hidden_size": 896, "num_attention_heads": 14, "num_key_value_heads": 2,
                     "use_sliding_window": false, "max_position_embeddings": 32768, "bos_token_id": 151643,
                     "eos_token_id": 151645, "vocab_size": 151936}""",
                    "{\"eos_token_id\": [151645, 151643], \"top_k\": 20}",
                    32_768,
                    Set.of(151643, 151645),
                    2,
                    64),
            new Family("Qwen 3: heads larger than their share", """
                    {"model_type": "qwen3", "hidden_size": 1024, "num_attention_heads": 16, "num_key_value_heads": 8,
                     "head_dim": 128, "max_position_embeddings": 40960, "eos_token_id": 151645, "vocab_size": 151936}""", "{}", 40_960, Set.of(151645), 8, 128),
            new Family(
                    "DeepSeek-R1-Distill-Qwen",
                    """
                    {"model_type": "qwen2", "hidden_size": 1536, "num_attention_heads": 12, "num_key_value_heads": 2,
                     "sliding_window": null, "max_position_embeddings": 131072, "bos_token_id": 151643,
                     "eos_token_id": 151643, "vocab_size": 151936}""",
                    "{\"bos_token_id\": 151646, \"eos_token_id\": 151643}",
                    131_072,
                    Set.of(151643),
                    2,
                    128),
            new Family(
                    "Phi-3 mini: ends in generation_config.json",
                    """
                    {"model_type": "phi3", "hidden_size": 3072, "num_attention_heads": 32, "num_key_value_heads": 32,
                     "sliding_window": 2047, "max_position_embeddings": 4096, "eos_token_id": 32000, "vocab_size": 32064}""",
                    "{\"eos_token_id\": [32000, 32001, 32007]}",
                    4096,
                    Set.of(32000, 32001, 32007),
                    32,
                    96),
            new Family(
                    "Phi-4 mini: rotations of a part of each head",
                    """
                    {"model_type": "phi3", "hidden_size": 3072, "num_attention_heads": 24, "num_key_value_heads": 8,
                     "partial_rotary_factor": 0.75, "max_position_embeddings": 131072, "eos_token_id": 199999,
                     "vocab_size": 200064}""",
                    "{\"eos_token_id\": [200020, 199999]}",
                    131_072,
                    Set.of(199999, 200020),
                    8,
                    128),
            new Family("Gemma 2: capped logits", """
                    {"model_type": "gemma2", "hidden_size": 2304, "num_attention_heads": 8, "num_key_value_heads": 4,
                     "head_dim": 256, "final_logit_softcapping": 30.0, "sliding_window": 4096, "eos_token_id": [1, 107],
                     "max_position_embeddings": 8192, "vocab_size": 256000}""", "{}", 8192, Set.of(1, 107), 4, 256),
            new Family("Gemma 3 of text alone", """
                    {"model_type": "gemma3_text", "hidden_size": 1152, "num_attention_heads": 4, "num_key_value_heads": 1,
                     "head_dim": 256, "max_position_embeddings": 32768, "eos_token_id": [1, 106], "vocab_size": 262144}""", "{}", 32_768, Set.of(1, 106), 1, 256),
            new Family(
                    "Gemma 3 with text_config and no max_position_embeddings",
                    """
                    {"model_type": "gemma3", "eos_token_id": [1, 106], "text_config": {"model_type": "gemma3_text",
                     "hidden_size": 2560, "num_attention_heads": 8, "num_key_value_heads": 4, "head_dim": 256,
                     "sliding_window": 1024, "vocab_size": 262208}}""",
                    "{}",
                    131_072,
                    Set.of(1, 106),
                    4,
                    256),
            new Family("SmolLM2", """
                    {"model_type": "llama", "hidden_size": 576, "num_attention_heads": 9, "num_key_value_heads": 3,
                     "max_position_embeddings": 8192, "bos_token_id": 1, "eos_token_id": 2, "vocab_size": 49152}""", "{}", 8192, Set.of(2), 3, 64),
            new Family(
                    "SmolLM3: some layers without positions",
                    """
                    {"model_type": "smollm3", "hidden_size": 2048, "num_attention_heads": 16, "num_key_value_heads": 4,
                     "no_rope_layers": [1, 1, 1, 0], "max_position_embeddings": 65536, "bos_token_id": null,
                     "eos_token_id": 128012, "vocab_size": 128256}""",
                    "{\"eos_token_id\": 128012}",
                    65_536,
                    Set.of(128012),
                    4,
                    128),
            new Family("GPT-2: other names", """
                    {"model_type": "gpt2", "n_embd": 768, "n_head": 12, "n_positions": 1024, "eos_token_id": 50256,
                     "vocab_size": 50257}""", "{}", 1024, Set.of(50256), 12, 64));

    @TestFactory
    Stream<DynamicTest> readsEveryFamily() {
        return FAMILIES.stream()
                .map(family -> DynamicTest.dynamicTest(family.name(), () -> {
                    ModelFacts facts = read(family.config(), family.generation(), "{}");
                    assertEquals(family.context(), facts.contextLength());
                    assertEquals(family.ends(), facts.endTokens());
                    assertEquals(OptionalInt.of(family.heads()), facts.heads());
                    assertEquals(OptionalInt.of(family.headSize()), facts.headSize());
                }));
    }

    @Test
    void takesTheContextFromTheTokenizerWhenOnlyItSays() throws Exception {
        String config = "{\"model_type\": \"other\", \"eos_token_id\": 2}";
        assertEquals(2048, read(config, "{}", "{\"model_max_length\": 2048}").contextLength());
        String endless = "{\"model_max_length\": 1000000000000000019884624838656}";
        assertThrows(ModelLoadException.class, () -> read(config, "{}", endless));
    }

    private ModelFacts read(String config, String generation, String tokenizer) throws Exception {
        Files.writeString(root.resolve("config.json"), config);
        Files.writeString(root.resolve("generation_config.json"), generation);
        Files.writeString(root.resolve("tokenizer_config.json"), tokenizer);
        return ModelFactsReader.read(new ModelFolder(
                new ModelId("family"),
                root,
                ModelFolder.Kind.GENERATOR,
                ModelFolder.Layout.OPTIMUM,
                root.resolve("model.onnx"),
                "sha256:" + "0".repeat(64)));
    }
}
