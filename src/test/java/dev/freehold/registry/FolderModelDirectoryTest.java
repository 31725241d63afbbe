package dev.freehold.registry;

import static dev.freehold.registry.Folders.generator;
import static dev.freehold.registry.Folders.graph;
import static dev.freehold.registry.Folders.text;
import static dev.freehold.registry.Folders.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.freehold.core.ModelId;
import dev.freehold.registry.ModelFolder.Kind;
import dev.freehold.registry.ModelFolder.Layout;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FolderModelDirectoryTest {
    @TempDir
    Path home;

    private Path models;

    @BeforeEach
    void chooseFolder() {
        models = home.resolve("models");
    }

    private FolderModelDirectory directory() {
        RegistryConfig config = FixedConfig.of(models, true, home.resolve("demo-models"));
        DemoModels none = new DemoModels(path -> new ByteArrayInputStream(new byte[0]), config.demoDir());
        return new FolderModelDirectory(config, none);
    }

    private ModelDirectory.Scan scan() {
        return directory().scan();
    }

    @Test
    void looksAtOneFolderOnly() throws Exception {
        Folders.generator(models.resolve("acme/one"));
        Folders.generator(models.resolve("two"));
        Files.delete(models.resolve("two/tokenizer.json"));
        ModelDirectory.Scan one = directory().inspect(new ModelId("acme/one"));
        assertEquals(
                List.of(new ModelId("acme/one")),
                one.servable().stream().map(ModelFolder::id).toList());
        assertEquals(List.of(), one.refused());
        assertTrue(one.servable().getFirst().bytes() > Files.size(models.resolve("acme/one/model.onnx")));
        assertEquals(1, directory().inspect(new ModelId("two")).refused().size());
        ModelDirectory.Scan nothing = directory().inspect(new ModelId("three"));
        assertEquals(new ModelDirectory.Scan(List.of(), List.of()), nothing);
    }

    @Test
    void aStampChangesWithTheFilesAndNotByItself() throws Exception {
        ModelId id = new ModelId("acme/one");
        Path folder = Folders.generator(models.resolve("acme/one"));
        Map<ModelId, String> before = directory().stamps();
        assertEquals(Set.of(id), before.keySet());
        assertEquals(before, directory().stamps());
        assertEquals(before.get(id), directory().stamp(id));
        Files.writeString(folder.resolve("README.md"), "more");
        String more = directory().stamp(id);
        assertNotEquals(before.get(id), more);
        Path other = Files.writeString(home.resolve("other"), "less");
        Files.setLastModifiedTime(other, Files.getLastModifiedTime(folder.resolve("README.md")));
        Files.move(other, folder.resolve("README.md"), StandardCopyOption.REPLACE_EXISTING);
        assertNotEquals(more, directory().stamp(id), "another file of the same size and age");
        assertEquals("", directory().stamp(new ModelId("nothing")));
    }

    private ModelFolder onlyModel() {
        ModelDirectory.Scan scan = scan();
        assertEquals(List.of(), scan.refused());
        assertEquals(1, scan.servable().size());
        return scan.servable().getFirst();
    }

    private String onlyReason() {
        ModelDirectory.Scan scan = scan();
        assertEquals(List.of(), scan.servable());
        assertEquals(1, scan.refused().size(), scan.refused().toString());
        return scan.refused().getFirst().reason();
    }

    private void assertRefused(String expected) {
        String reason = onlyReason();
        assertTrue(reason.contains(expected), reason);
    }

    @Test
    void createsTheFolderWhenItIsMissing() {
        assertEquals(List.of(), scan().servable());
        assertTrue(Files.isDirectory(models));
    }

    @Test
    void namesAModelAfterItsFolder() throws IOException {
        generator(models.resolve("tiny"));
        ModelFolder model = onlyModel();
        assertEquals("tiny", model.id().value());
        assertEquals(Kind.GENERATOR, model.kind());
        assertEquals(Layout.OPTIMUM, model.layout());
        assertEquals(models.resolve("tiny/model.onnx").toRealPath(), model.graph());
        assertTrue(model.digest().matches("sha256:[0-9a-f]{64}"));
    }

    @Test
    void acceptsAnOrganisationAboveTheModel() throws IOException {
        generator(models.resolve("acme/tiny"));
        assertEquals("acme/tiny", onlyModel().id().value());
    }

    @ParameterizedTest
    @CsvSource({
        "LlamaForCausalLM, GENERATOR",
        "GPT2LMHeadModel, GENERATOR",
        "BertModel, EMBEDDER",
        "StaticModel, EMBEDDER",
        "T5EncoderModel, EMBEDDER",
        "BertForSequenceClassification, CLASSIFIER",
        "BertForTokenClassification, TOKEN_CLASSIFIER"
    })
    void tellsTheKindFromTheArchitecture(String architecture, Kind kind) throws IOException {
        Path folder = generator(models.resolve("tiny"));
        text(folder, "config.json", "{\"architectures\":[\"" + architecture + "\"]}");
        assertEquals(kind, onlyModel().kind());
    }

    @ParameterizedTest
    @CsvSource({"BertForQuestionAnswering", "WhisperForConditionalGeneration", "ResNetForImageClassification"})
    void refusesOtherArchitecturesByName(String architecture) throws IOException {
        Path folder = generator(models.resolve("tiny"));
        text(folder, "config.json", "{\"architectures\":[\"" + architecture + "\"]}");
        assertRefused(architecture);
    }

    @Test
    void takesASentenceTransformersFolderForAnEmbedderWhateverItsArchitecture() throws IOException {
        Path folder = generator(models.resolve("tiny"));
        text(folder, "modules.json", "[]");
        assertEquals(Kind.EMBEDDER, onlyModel().kind());
    }

    @Test
    void takesAClassifierForOneEvenWithModules() throws IOException {
        Path folder = generator(models.resolve("tiny"));
        text(folder, "modules.json", "[]");
        text(folder, "config.json", "{\"architectures\":[\"BertForSequenceClassification\"]}");
        assertEquals(Kind.CLASSIFIER, onlyModel().kind());
    }

    @ParameterizedTest
    @CsvSource({
        "'\"id2label\":{\"0\":\"LABEL_0\"}', RANKER",
        "'\"num_labels\":1', RANKER",
        "'\"id2label\":{\"0\":\"no\",\"1\":\"yes\"}', CLASSIFIER",
        "'\"num_labels\":1,\"freehold_kind\":\"classifier\"', CLASSIFIER",
        "'\"freehold_kind\":\"token_classifier\"', TOKEN_CLASSIFIER"
    })
    void takesAClassifierWithOneLabelForARankerUnlessToldOtherwise(String more, Kind kind) throws IOException {
        Path folder = generator(models.resolve("tiny"));
        text(folder, "config.json", "{\"architectures\":[\"BertForSequenceClassification\"]," + more + "}");
        assertEquals(kind, onlyModel().kind());
    }

    @Test
    void refusesAKindThatThereIsNot() throws IOException {
        Path folder = generator(models.resolve("tiny"));
        text(folder, "config.json", "{\"architectures\":[\"LlamaForCausalLM\"],\"freehold_kind\":\"oracle\"}");
        assertRefused("oracle; there are generator, embedder, ranker, classifier, token_classifier");
    }

    @Test
    void refusesAnEncoderDecoder() throws IOException {
        Path folder = generator(models.resolve("tiny"));
        text(folder, "config.json", "{\"architectures\":[\"T5Model\"],\"is_encoder_decoder\":true}");
        assertRefused("T5Model");
    }

    @Test
    void followsTheGraphThatGenaiConfigNames() throws IOException {
        Path folder = models.resolve("tiny");
        text(folder, "genai_config.json", "{\"model\":{\"decoder\":{\"filename\":\"past.onnx\"}}}");
        text(folder, "tokenizer.json", "{}");
        write(folder, "past.onnx", graph());
        ModelFolder model = onlyModel();
        assertEquals(Layout.GENAI, model.layout());
        assertEquals(Kind.GENERATOR, model.kind());
        assertEquals("past.onnx", model.graph().getFileName().toString());
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"model\":{\"decoder\":{\"filename\":\"past.onnx\"}}}', names past.onnx",
        "'{\"model\":{\"decoder\":{\"filename\":\"../past.onnx\"}}}', outside the model's folder",
        "'{\"model\":{}}', model.decoder.filename",
        "'{\"model\":{\"encoder\":{}}}', encoder",
        "'{\"model\":', at line 1",
        "'7', holds no JSON object"
    })
    void saysWhatIsWrongWithGenaiConfig(String config, String expected) throws IOException {
        text(models.resolve("tiny"), "genai_config.json", config);
        text(models.resolve("tiny"), "tokenizer.json", "{}");
        assertRefused(expected);
    }

    @Test
    void choosesAmongGraphsInADocumentedOrder() throws IOException {
        Path folder = generator(models.resolve("tiny"));
        Files.delete(folder.resolve("model.onnx"));
        for (String name : List.of("model_quantized", "model_fp16", "model_q4")) {
            write(folder, "onnx/" + name + ".onnx", graph());
        }
        assertEquals("model_q4.onnx", onlyModel().graph().getFileName().toString());
        write(folder, "onnx/model.onnx", graph());
        assertEquals(folder.toRealPath().resolve("onnx/model.onnx"), onlyModel().graph());
        write(folder, "model.onnx", graph());
        assertEquals(folder.toRealPath().resolve("model.onnx"), onlyModel().graph());
    }

    @Test
    void refusesToGuessAmongGraphsOfOtherNames() throws IOException {
        Path folder = generator(models.resolve("tiny"));
        Files.move(folder.resolve("model.onnx"), folder.resolve("a.onnx"));
        assertEquals("a.onnx", onlyModel().graph().getFileName().toString());
        write(folder, "b.onnx", graph());
        assertRefused("a.onnx, b.onnx");
        write(folder, "onnx/decoder_with_past_model.onnx", graph());
        assertRefused("text-generation-with-past");
    }

    @ParameterizedTest
    @CsvSource({"''", "'x'", "'{}'", "'\u0008\u0008'"})
    void refusesAGraphThatIsNone(String content) throws IOException {
        text(generator(models.resolve("tiny")), "model.onnx", content);
        assertRefused("not a complete ONNX file");
    }

    @ParameterizedTest
    @CsvSource({
        "model.safetensors, safetensors",
        "pytorch_model.bin, pickle",
        "model-q4.gguf, GGUF",
        "notes.json, no ONNX graph"
    })
    void saysWhatToDoWithoutAGraph(String file, String expected) throws IOException {
        text(models.resolve("tiny"), "config.json", "{}");
        text(models.resolve("tiny"), file, "x");
        assertRefused(expected);
    }

    @Test
    void refusesAnEmptyFolder() throws IOException {
        Files.createDirectories(models.resolve("tiny"));
        assertRefused("no ONNX graph");
    }

    @ParameterizedTest
    @CsvSource({"config.json, no config.json", "tokenizer.json, no tokenizer.json"})
    void namesTheFileThatIsMissing(String file, String expected) throws IOException {
        Files.delete(generator(models.resolve("tiny")).resolve(file));
        assertRefused(expected);
    }

    @ParameterizedTest
    @CsvSource({"config.json", "tokenizer.json", "tokenizer_config.json", "generation_config.json"})
    void namesFileAndLineOfBrokenJson(String file) throws IOException {
        text(generator(models.resolve("tiny")), file, "{\n\"a\": 1,\n}");
        assertRefused(file + " is not valid JSON at line 3");
    }

    @Test
    void refusesANameThatIsNoModelName() throws IOException {
        generator(models.resolve("two words"));
        assertRefused("rename");
    }

    @Test
    void tellsThatAFileIsNotAFolder() throws IOException {
        text(models, "model.gguf", "x");
        text(models, "README.md", "x");
        assertRefused("folder of its own");
    }

    @Test
    void ignoresHiddenFolders() throws IOException {
        generator(models.resolve(".cache"));
        assertEquals(List.of(), scan().refused());
        assertEquals(List.of(), scan().servable());
    }

    @Test
    void oneBrokenFolderNeverStopsTheOthers() throws IOException {
        generator(models.resolve("good"));
        text(models.resolve("bad"), "model.onnx", "version https://git-lfs.github.com/spec/v1\n");
        text(models.resolve("worse"), "model.onnx", "no protobuf at all");
        text(models.resolve("bad"), "config.json", "{\"architectures\":[\"LlamaForCausalLM\"]}");
        text(models.resolve("bad"), "tokenizer.json", "{}");
        ModelDirectory.Scan scan = scan();
        assertEquals(1, scan.servable().size());
        assertEquals(2, scan.refused().size());
        assertTrue(scan.refused().getFirst().reason().contains("git lfs pull"));
    }

    @Test
    void refusesAFolderThatMayNotBeRead() throws IOException {
        assumeFalse("root".equals(System.getProperty("user.name")), "root may read everything");
        Path folder = generator(models.resolve("tiny"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("---------"));
        assertRefused("may not be read");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void refusesLinksThatLeaveTheFolder() throws IOException {
        Path folder = generator(models.resolve("tiny"));
        Files.move(folder.resolve("tokenizer.json"), home.resolve("elsewhere.json"));
        Files.createSymbolicLink(folder.resolve("tokenizer.json"), home.resolve("elsewhere.json"));
        assertRefused("leaves the model's folder");
    }

    @Test
    void refusesAFolderThatIsALinkToElsewhere() throws IOException {
        generator(home.resolve("elsewhere"));
        Files.createDirectories(models);
        Files.createSymbolicLink(models.resolve("tiny"), home.resolve("elsewhere"));
        assertRefused("outside the models folder");
        Files.delete(models.resolve("tiny"));
        Files.createSymbolicLink(models.resolve("everything"), home);
        assertRefused("outside the models folder");
    }

    @Test
    void acceptsLinksInsideTheFolder() throws IOException {
        Path folder = generator(models.resolve("tiny"));
        Files.move(folder.resolve("model.onnx"), folder.resolve("weights.bin"));
        Files.createSymbolicLink(folder.resolve("model.onnx"), Path.of("weights.bin"));
        assertEquals("tiny", onlyModel().id().value());
    }

    @Test
    void findsExternalDataAndRefusesItElsewhere() throws IOException {
        Path folder = generator(models.resolve("tiny"));
        write(folder, "model.onnx", graph("model.onnx_data"));
        assertRefused("needs the weights in model.onnx_data");
        text(folder, "model.onnx_data", "weights");
        String digest = onlyModel().digest();
        text(folder, "model.onnx_data", "Weights");
        assertNotEquals(digest, onlyModel().digest());
        text(home, "secret", "x");
        write(folder, "model.onnx", graph("../../secret"));
        assertRefused("only a file beside it may hold it");
    }

    @Test
    void theDigestCoversWhatServingReadsAndNothingElse() throws IOException {
        Path folder = generator(models.resolve("tiny"));
        String digest = onlyModel().digest();
        assertEquals(digest, onlyModel().digest());
        text(folder, "README.md", "x");
        text(folder, ".hidden.json", "x");
        assertEquals(digest, onlyModel().digest());
        text(folder, "chat_template.jinja", "x");
        assertNotEquals(digest, onlyModel().digest());
        Files.delete(folder.resolve("chat_template.jinja"));
        assertEquals(digest, onlyModel().digest());
        Files.writeString(folder.resolve("tokenizer.json"), "{ }", StandardCharsets.UTF_8);
        assertNotEquals(digest, onlyModel().digest());
    }

    @Test
    void aFolderTakesThePlaceOfTheDemoModelEvenWhenItCannotBeServed() throws IOException {
        Path shipped = home.resolve("shipped");
        generator(shipped.resolve("guide"));
        text(shipped, "files.txt", "guide/config.json\nguide/tokenizer.json\nguide/model.onnx\n");
        RegistryConfig config = FixedConfig.of(models, true, home.resolve("demo-models"));
        ModelDirectory directory = new FolderModelDirectory(config, DemoModelsTest.shipping(shipped, config.demoDir()));
        assertEquals("guide", directory.scan().servable().getFirst().id().value());
        Files.createDirectories(models.resolve("guide"));
        assertEquals(List.of(), directory.scan().servable());
        assertEquals("guide", directory.scan().refused().getFirst().folder());
    }

    @Test
    void demoModelsCanBeSwitchedOff() {
        RegistryConfig config = FixedConfig.of(models, false, home.resolve("demo-models"));
        DemoModels absent = new DemoModels(path -> null, config.demoDir());
        assertEquals(List.of(), new FolderModelDirectory(config, absent).scan().refused());
        RegistryConfig on = FixedConfig.of(models, true, home.resolve("demo-models"));
        assertEquals(1, new FolderModelDirectory(on, absent).scan().refused().size());
    }
}
