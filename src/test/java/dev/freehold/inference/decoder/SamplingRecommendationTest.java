package dev.freehold.inference.decoder;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.freehold.core.ModelId;
import dev.freehold.inference.SamplingDefaults;
import dev.freehold.registry.ModelFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SamplingRecommendationTest {
    @TempDir
    Path folder;

    private SamplingDefaults read(ModelFolder.Layout layout) throws Exception {
        return ModelFactsReader.read(new ModelFolder(
                        new ModelId("m"), folder, ModelFolder.Kind.GENERATOR, layout, folder.resolve("m.onnx"), ""))
                .sampling();
    }

    private SamplingDefaults optimum(String generationConfig) throws Exception {
        Files.writeString(folder.resolve("config.json"), "{\"max_position_embeddings\":64}");
        Files.writeString(folder.resolve("generation_config.json"), generationConfig);
        return read(ModelFolder.Layout.OPTIMUM);
    }

    @Test
    void followsThePublishersFile() throws Exception {
        assertEquals(
                new SamplingDefaults(0.6, 40, 0.9, 0.05, 1.1),
                optimum("{\"do_sample\":true,\"temperature\":0.6,\"top_k\":40,\"top_p\":0.9,\"min_p\":0.05,"
                        + "\"repetition_penalty\":1.1}"));
        assertEquals(
                new SamplingDefaults(0, 0, 1, 0, 1), optimum("{\"do_sample\":false,\"temperature\":0.6,\"top_k\":9}"));
    }

    @Test
    void aPenaltyCountsAlsoForAModelThatIsNotToBeSampled() throws Exception {
        assertEquals(
                new SamplingDefaults(0, 0, 1, 0, 1.05), optimum("{\"do_sample\":false,\"repetition_penalty\":1.05}"));
    }

    @Test
    void silenceOrNonsenseRecommendsNothing() throws Exception {
        assertEquals(SamplingDefaults.NONE, optimum("{}"));
        for (String wrong : List.of(
                "\"temperature\":-1",
                "\"top_k\":-1",
                "\"top_p\":7",
                "\"top_p\":0",
                "\"min_p\":1.5",
                "\"repetition_penalty\":0")) {
            assertEquals(SamplingDefaults.NONE, optimum("{" + wrong + "}"), wrong);
        }
    }

    @Test
    void readsTheSearchSectionOfTheGenaiLayout() throws Exception {
        Files.writeString(
                folder.resolve("genai_config.json"),
                "{\"model\":{\"context_length\":64},\"search\":{\"do_sample\":true,\"temperature\":0.7,\"top_k\":5,\"top_p\":0.8}}");
        assertEquals(new SamplingDefaults(0.7, 5, 0.8, 0, 1), read(ModelFolder.Layout.GENAI));
    }
}
