package dev.freehold.builder;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.builder.Comparison.Comparing;
import dev.freehold.builder.checkpoint.Unbuildable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelBuilderTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Precision INT4 = new Precision.Blockwise(4, 32);
    private static final String DOWN = "model.layers.1.mlp.down_proj.weight";

    @TempDir
    Path home;

    private Path source;
    private Path weights;

    @BeforeEach
    void publishes() throws IOException {
        source = Files.createDirectory(home.resolve("published"));
        weights = source.resolve("model.safetensors");
        publish(TinyConfigs.llama(), true);
        Files.writeString(source.resolve("tokenizer.json"), "{}");
        Files.writeString(source.resolve("generation_config.json"), "{}");
        Files.writeString(source.resolve("LICENSE.txt"), "as you like");
        Files.writeString(source.resolve("README.md"), "# A card");
        Files.writeString(source.resolve("pytorch_model.bin"), "pickled");
    }

    private void publish(ObjectNode config, boolean isHalf) throws IOException {
        JSON.writeValue(source.resolve("config.json").toFile(), config);
        new MadeUpCheckpoint(config).write(source, isHalf);
    }

    private Path build(String name, Precision precision) throws IOException {
        Path out = home.resolve("models").resolve(name);
        new ModelBuilder(source, precision, "1.2.3", Optional.empty()).build(out, Progress.NONE);
        return out;
    }

    @Test
    void theSameSourceGivesTheSameBytes() throws IOException {
        Path one = build("one", INT4);
        Path other = build("other", INT4);
        assertEquals(names(one), names(other));
        for (String name : names(one)) {
            assertArrayEquals(Files.readAllBytes(one.resolve(name)), Files.readAllBytes(other.resolve(name)), name);
        }
    }

    @Test
    void weightsOfEitherTypeAndInAnyNumberOfFilesGiveTheSameModel() throws IOException {
        byte[] expected = Files.readAllBytes(build("half", INT4).resolve("model.onnx.data"));
        publish(TinyConfigs.llama(), false);
        assertArrayEquals(expected, Files.readAllBytes(build("full", INT4).resolve("model.onnx.data")));
        spread(entry -> {});
        assertArrayEquals(expected, Files.readAllBytes(build("spread", INT4).resolve("model.onnx.data")));
    }

    @Test
    void whatBelongsToAModelGoesAlongAndNothingElse() throws IOException {
        assertEquals(
                List.of(
                        "LICENSE.txt",
                        "README.md",
                        "config.json",
                        "freehold-build.json",
                        "generation_config.json",
                        "model.onnx",
                        "model.onnx.data",
                        "tokenizer.json"),
                names(build("built", INT4)));
    }

    @Test
    void theRecordSaysWhatWasMadeOfWhat() throws IOException {
        JsonNode record = JSON.readTree(
                build("built", INT4).resolve("freehold-build.json").toFile());
        assertEquals("freehold 1.2.3", record.path("builder").asText());
        assertEquals("int4-b32", record.path("precision").asText());
        assertEquals("LlamaForCausalLM", record.path("architecture").asText());
        assertTrue(record.path("sources").path("model.safetensors").asText().matches("sha256:[0-9a-f]{64}"));
        assertEquals(
                "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
                record.path("sources").path("tokenizer.json").asText());
    }

    @Test
    void theRecordNamesEveryFileThatWasRead() throws IOException {
        spread(entry -> {});
        List<String> sources = new ArrayList<>();
        JSON.readTree(build("built", INT4).resolve("freehold-build.json").toFile())
                .path("sources")
                .fieldNames()
                .forEachRemaining(sources::add);
        assertEquals(
                List.of(
                        "LICENSE.txt",
                        "README.md",
                        "config.json",
                        "generation_config.json",
                        "model-1.safetensors",
                        "model-2.safetensors",
                        "model.safetensors.index.json",
                        "tokenizer.json"),
                sources);
    }

    @Test
    void aComparisonSeesBothModelsAndIsRecorded() throws IOException {
        Path out = home.resolve("models/compared");
        Comparing comparing = (built, unrounded) -> {
            assertTrue(Files.size(unrounded.resolve("model.onnx.data"))
                    > 2 * Files.size(built.resolve("model.onnx.data")));
            assertTrue(Files.exists(unrounded.resolve("tokenizer.json")));
            return new Comparison("a text", 100, 12.3456, 12, 97);
        };
        new ModelBuilder(source, INT4, "1.2.3", Optional.of(comparing)).build(out, Progress.NONE);
        JsonNode record =
                JSON.readTree(out.resolve("freehold-build.json").toFile()).path("comparison");
        assertEquals(
                "{\"text\":\"a text\",\"tokens\":100,\"perplexity\":12.35,\"perplexity_unrounded\":12,\"same_choices\":97}",
                record.toString());
        assertEquals(List.of("compared"), names(home.resolve("models")));
    }

    @Test
    void aStretchedContextIsServedAsFarAsTheTablesGo() throws IOException {
        publish(TinyConfigs.of("Phi 4 mini"), true);
        JsonNode config =
                JSON.readTree(build("built", INT4).resolve("config.json").toFile());
        assertEquals(64, config.path("max_position_embeddings").asInt());
    }

    @Test
    void nothingIsLeftOfABuildThatFails() throws IOException {
        edit(header -> ((ObjectNode) header.path(DOWN)).put("dtype", "I16"));
        refused("holds the tensor '" + DOWN + "' as I16");
        assertEquals(List.of(), names(home.resolve("models")));
    }

    @Test
    void whatAKilledBuildLeftIsNoModelAndIsInNobodysWay() throws IOException {
        Path left = Files.createDirectories(home.resolve("models/.built.unfinished"));
        Files.writeString(left.resolve("model.onnx"), "half");
        build("built", INT4);
        assertEquals(List.of("built"), names(home.resolve("models")));
    }

    @Test
    void aFolderThatIsThereIsLeftAlone() throws IOException {
        Path there = Files.createDirectories(home.resolve("models/there"));
        assertThrows(Unbuildable.class, () -> build("there", INT4));
        assertTrue(names(there).isEmpty());
    }

    @Test
    void malformedWeightsEndInAnErrorThatNamesTheTensor() throws IOException {
        edit(header -> header.remove(DOWN));
        refused("leaves a hole before its tensor");
        edit(header -> header.set("model.layers.9.extra.weight", header.remove(DOWN)));
        refused("no tensor '" + DOWN + "' of the shape [64, 96]");
        edit(header -> header.set("model.layers.9.extra.weight", header.get(DOWN)));
        refused(".weight', or lets it overlap another");
        edit(header -> {
            ObjectNode entry = (ObjectNode) header.path(DOWN);
            entry.putArray("shape").add(96).add(64);
        });
        refused("the tensor '" + DOWN + "' with the shape [96, 64], but config.json asks for [64, 96]");
        edit(header -> ((ObjectNode) header.path(DOWN)).put("dtype", "F32"));
        refused("gives its tensor '" + DOWN + "'");
        Files.write(weights, Arrays.copyOf(Files.readAllBytes(weights), 100_000));
        refused("model.safetensors");
    }

    @Test
    void aTensorThatNobodyAsksForIsNamed() throws IOException {
        ObjectNode config = TinyConfigs.with("{\"attention_bias\": true}");
        publish(config, true);
        JSON.writeValue(source.resolve("config.json").toFile(), TinyConfigs.llama());
        refused("8 tensors that the architecture in config.json does not have: 'model.layers.0.self_attn.k_proj.bias'");
    }

    @Test
    void anIndexThatIsWrongNamesTheTensor() throws IOException {
        spread(map -> map.put(DOWN, "model-1.safetensors"));
        refused("model-2.safetensors holds the tensor '" + DOWN + "'");
        spread(map -> map.put(DOWN, "../model.safetensors"));
        refused("puts the tensor '" + DOWN + "' into '../model.safetensors'");
        spread(map -> map.put("more", "model-1.safetensors"));
        refused("model-1.safetensors has no tensor 'more'");
        spread(map -> map.put("more", "model-3.safetensors"));
        refused("puts the tensor 'more' into model-3.safetensors, which is not there");
    }

    @Test
    void aConfigurationThatMakesNoSenseNamesItsField() throws IOException {
        JSON.writeValue(source.resolve("config.json").toFile(), TinyConfigs.with("{\"hidden_size\": \"64\"}"));
        refused("hidden_size is \"64\", expected a whole number of one or more");
        JSON.writeValue(
                source.resolve("config.json").toFile(),
                TinyConfigs.with("{\"quantization_config\": {\"quant_method\": \"gptq\"}}"));
        refused("quantization_config");
    }

    private void refused(String reason) {
        String said =
                assertThrows(Unbuildable.class, () -> build("refused", INT4)).reason();
        assertTrue(said.contains(reason), said);
        assertFalse(Files.exists(home.resolve("models/refused")));
    }

    /** Publishes anew with another header before the same data. */
    private void edit(Consumer<ObjectNode> change) throws IOException {
        publish(TinyConfigs.llama(), true);
        ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(weights)).order(ByteOrder.LITTLE_ENDIAN);
        byte[] header = new byte[(int) file.getLong()];
        file.get(header);
        ObjectNode tensors = (ObjectNode) JSON.readTree(header);
        change.accept(tensors);
        byte[] changed = tensors.toString().getBytes(UTF_8);
        ByteBuffer written =
                ByteBuffer.allocate(8 + changed.length + file.remaining()).order(ByteOrder.LITTLE_ENDIAN);
        Files.write(
                weights, written.putLong(changed.length).put(changed).put(file).array());
    }

    /** Spreads the weights over two files with an index: the last layer's into the second. */
    private void spread(Consumer<ObjectNode> change) throws IOException {
        publish(TinyConfigs.llama(), true);
        Safetensors.split(weights, name -> name.startsWith("model.layers.1."), source, change);
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
