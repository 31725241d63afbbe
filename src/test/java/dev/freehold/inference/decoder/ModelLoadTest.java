package dev.freehold.inference.decoder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.inference.Conversation;
import dev.freehold.inference.Conversation.Message;
import dev.freehold.inference.GenerationSettings;
import dev.freehold.inference.ModelLoadException;
import dev.freehold.inference.Prompt;
import dev.freehold.inference.TextGenerator;
import dev.freehold.inference.TokenStream.FinishReason;
import dev.freehold.registry.ModelFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelLoadTest {
    @TempDir
    Path folder;

    @Test
    void saysWhatIsMissing() throws Exception {
        ModelFolder model = TinyModel.plain(folder);
        refuses(model, "config.json", "{\"eos_token_id\": 2}", "max_position_embeddings");
        refuses(model, "config.json", "{\"max_position_embeddings\": 64}", "eos_token_id");
        refuses(model, "config.json", "{", "config.json");
        Files.writeString(
                model.root().resolve("config.json"), "{\"max_position_embeddings\": 64, \"eos_token_id\": [2, 3]}");
        refuses(model, "tokenizer.json", "{}", "tokenizer.json");
    }

    @Test
    void saysWhyAGraphCannotBeServed() throws Exception {
        ModelFolder model = TinyModel.plain(folder);
        OnnxGraph graph = new OnnxGraph();
        graph.input("input_ids", OnnxGraph.INT64, -1, -1);
        graph.input("attention_mask", OnnxGraph.INT64, -1, -1);
        graph.output("logits", OnnxGraph.INT64, -1, -1);
        graph.node("", "Add", java.util.Map.of(), List.of("input_ids", "attention_mask"), List.of("logits"));
        Files.write(model.graph(), graph.toBytes());
        ModelLoadException refused = assertThrows(ModelLoadException.class, () -> load(model));
        assertTrue(String.valueOf(refused.getMessage()).contains("past_key_values.0.key"), refused.getMessage());
        Files.writeString(model.graph(), "no graph");
        ModelLoadException broken = assertThrows(ModelLoadException.class, () -> load(model));
        assertTrue(String.valueOf(broken.getMessage()).contains("model.onnx"), broken.getMessage());
    }

    @Test
    void readsTheOtherLayout() throws Exception {
        ModelFolder optimum = TinyModel.inPlace(folder);
        Files.delete(optimum.root().resolve("config.json"));
        Files.writeString(optimum.root().resolve("genai_config.json"), """
                {"model": {"context_length": 100, "eos_token_id": [261], "bos_token_id": 5, "decoder": {
                  "inputs": {"past_key_names": "past_key_values.%d.key", "past_value_names": "past_key_values.%d.value"},
                  "outputs": {"present_key_names": "present.%d.key"}}}}""");
        Files.writeString(optimum.root().resolve("tokenizer_config.json"), "{\"add_bos_token\": true}");
        ModelFolder genai = new ModelFolder(
                optimum.id(),
                optimum.root(),
                ModelFolder.Kind.GENERATOR,
                ModelFolder.Layout.GENAI,
                optimum.graph(),
                optimum.digest());
        try (TextGenerator model = load(genai)) {
            assertEquals(100, model.contextLength());
            assertArrayEquals(new int[] {5, 257}, model.prompt("the").tokens());
        }
    }

    @Test
    void servesWithoutAChatTemplate() throws Exception {
        ModelFolder folderOfModel = TinyModel.inPlace(folder);
        Files.delete(folderOfModel.root().resolve("chat_template.jinja"));
        Conversation conversation = new Conversation(List.of(new Message.Question("hi")));
        try (TextGenerator model = load(folderOfModel)) {
            Fault fault = assertThrows(Fault.class, () -> model.prompt(conversation));
            assertEquals("messages", fault.parameter().orElseThrow());
        }
        Files.writeString(folderOfModel.root().resolve("chat_template.jinja"), "{% if %}");
        try (TextGenerator model = load(folderOfModel)) {
            assertThrows(Fault.class, () -> model.prompt(conversation));
        }
        Files.delete(folderOfModel.root().resolve("chat_template.jinja"));
        Files.writeString(folderOfModel.root().resolve("tokenizer_config.json"), """
                {"chat_template": [{"name": "tools", "template": "x"}, {"name": "default", "template": "the"}]}""");
        try (TextGenerator model = load(folderOfModel)) {
            assertArrayEquals(new int[] {257}, model.prompt(conversation).tokens());
        }
    }

    @Test
    void stopsBeforeAStopText() throws Exception {
        Prompt prompt = new Prompt(new int[] {40, 50, 60});
        try (TextGenerator model = load(TinyModel.inPlace(folder))) {
            Reading whole = Reading.of(model.generate(prompt, GenerationSettings.greedy(40), TinyModel.SOMEBODY));
            String stop = whole.text().substring(5, 8);
            Reading stopped = Reading.of(model.generate(
                    prompt, GenerationSettings.of(40).temperature(0).stop(stop).build(), TinyModel.SOMEBODY));
            assertEquals(whole.text().substring(0, whole.text().indexOf(stop)), stopped.text());
            assertEquals(FinishReason.STOP, stopped.reason());
            assertTrue(stopped.tokens() < whole.tokens());
        }
    }

    @Test
    void refusesTokensOutsideTheVocabulary() throws Exception {
        try (TextGenerator model = load(TinyModel.inPlace(folder))) {
            for (int token : new int[] {-1, TinyLlama.VOCABULARY}) {
                Fault fault = assertThrows(Fault.class, () -> model.prompt(new int[] {0, token}));
                assertEquals(FaultCode.INVALID_REQUEST, fault.code());
            }
            Fault empty = assertThrows(
                    Fault.class,
                    () -> model.generate(model.prompt(""), GenerationSettings.greedy(1), TinyModel.SOMEBODY));
            assertEquals(FaultCode.INVALID_REQUEST, empty.code());
        }
    }

    private static void refuses(ModelFolder model, String file, String content, String reason) throws IOException {
        Files.writeString(model.root().resolve(file), content);
        ModelLoadException refused = assertThrows(ModelLoadException.class, () -> load(model));
        assertTrue(String.valueOf(refused.getMessage()).contains(reason), refused.getMessage());
    }

    private static TextGenerator load(ModelFolder folder) throws ModelLoadException {
        return TinyModel.load(folder, TinyModel.Config.slots(2));
    }
}
