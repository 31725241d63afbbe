package dev.freehold.registry.pull;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.registry.Folders;
import dev.freehold.registry.ModelDirectory;
import dev.freehold.registry.ScannedModels;
import dev.freehold.registry.content.ContentStore;
import dev.freehold.registry.source.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the store promises, whatever the source. */
class StoreTest {
    private static final String DATA = "model.onnx_data";

    @TempDir
    Path home;

    private Path models;
    private Path original;
    private Settings settings;
    private ContentStore store;

    @BeforeEach
    void make() throws Exception {
        models = home.resolve("models");
        original = Folders.generator(home.resolve("original"));
        Files.write(original.resolve("model.onnx"), Folders.graph(DATA));
        Files.write(original.resolve(DATA), new byte[] {1, 2, 3});
        settings = Settings.of(models);
        store = new ContentStore(models);
    }

    private Pulled pull(String name) throws Exception {
        return Pulling.pull(settings, "folder:" + original, name);
    }

    private String refusal(String name) {
        return assertThrows(PullRefusal.class, () -> pull(name)).reason();
    }

    private List<String> served() {
        return ScannedModels.names(settings.registry());
    }

    private List<Path> files(String folder) throws IOException {
        Path root = models.resolve(".store").resolve(folder);
        try (Stream<Path> all = Files.exists(root) ? Files.walk(root) : Stream.empty()) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("lock"))
                    .toList();
        }
    }

    @Test
    void versionsAndModelsShareTheirFiles() throws Exception {
        pull("one");
        pull("two");
        Path before = models.resolve("one").toRealPath();
        Files.writeString(original.resolve("tokenizer.json"), "{ }");
        pull("one");
        assertTrue(Files.isSameFile(
                models.resolve("one").resolve(DATA), models.resolve("two").resolve(DATA)));
        assertTrue(Files.isSameFile(before.resolve(DATA), models.resolve("one").resolve(DATA)));
        assertFalse(before.equals(models.resolve("one").toRealPath()));
        assertEquals(5, files("blobs").size());
        assertEquals(List.of("one", "two"), served());
        assertEquals(List.of(), files("quarantine"));
    }

    @Test
    void aSecondNameThatIsNotTheStoresIsStillRefused() throws Exception {
        Folders.generator(models.resolve("own"));
        Files.write(models.resolve("own/model.onnx"), Folders.graph(DATA));
        Files.createLink(models.resolve("own").resolve(DATA), original.resolve(DATA));
        assertEquals(List.of(), served());
    }

    @Test
    void aByteFlippedAnywhereKeepsTheModelFromLoadingUntilItIsFetchedAgain() throws Exception {
        pull("tiny");
        List<Path> all = new ArrayList<>();
        try (Stream<Path> files = Files.walk(models.resolve("tiny").toRealPath().getParent())) {
            files.filter(Files::isRegularFile).forEach(all::add);
        }
        assertEquals(5, all.size());
        for (Path file : all) {
            byte[] right = Files.readAllBytes(file);
            for (int i = 0; i < right.length; i++) {
                byte[] wrong = right.clone();
                wrong[i] ^= 1;
                overwrite(file, wrong);
                assertEquals(List.of(), served(), file + " at " + i);
            }
            overwrite(file, right);
            assertEquals(List.of("tiny"), served());
        }
        overwrite(all.getFirst(), new byte[] {'x'});
        assertEquals(List.of(), served());
        pull("tiny");
        assertEquals(List.of("tiny"), served());
    }

    private static void overwrite(Path file, byte[] bytes) throws IOException {
        file.toFile().setWritable(true);
        Files.write(file, bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"more.json", ".hidden", "onnx/model.onnx"})
    void aFileThatWasPutIntoAFetchedModelRefusesIt(String name) throws Exception {
        pull("tiny");
        Path added = models.resolve("tiny").resolve(name);
        Files.createDirectories(added.getParent());
        Files.writeString(added, "{}");
        ModelDirectory.Scan scan = ScannedModels.of(settings.registry());
        assertEquals(List.of(), scan.servable());
        assertTrue(scan.refused().getFirst().reason().contains("models pull"));
    }

    @Test
    void aFileThatIsGoneRefusesIt() throws Exception {
        pull("tiny");
        Files.delete(models.resolve("tiny/config.json"));
        assertEquals(List.of(), served());
    }

    @Test
    void whatIsRefusedLeavesNothingBehind() throws Exception {
        Files.write(original.resolve("model.onnx"), new byte[] {1, 2, 3});
        assertTrue(refusal("tiny").contains("model.onnx"));
        assertEquals(List.of(), served());
        assertEquals(List.of(), files("quarantine"));
        assertEquals(List.of(), files("blobs"));
        assertFalse(Files.exists(models.resolve("tiny")));
    }

    @Test
    void theTrustAndTheLicencePolicyAreAskedBeforeItIsLetIn() throws Exception {
        Settings lenient = settings;
        settings = lenient.with("freehold.models.require-signature", "true");
        assertTrue(refusal("tiny").contains("signatures are required"));
        settings = lenient.with("freehold.models.licences.allow", "mit");
        assertTrue(refusal("tiny").contains("licence"));
        assertEquals(List.of(), files("blobs"));
    }

    @Test
    void aNewVersionThatIsRefusedLeavesTheOldOneServing() throws Exception {
        pull("tiny");
        Path before = models.resolve("tiny").toRealPath();
        Files.writeString(original.resolve("tokenizer.json"), "broken");
        refusal("tiny");
        assertEquals(before, models.resolve("tiny").toRealPath());
        assertEquals(List.of("tiny"), served());
    }

    @Test
    void aModelThatIsTooLargeIsNotEvenFetched() {
        settings = settings.with("freehold.sources.max-size", "10");
        assertTrue(refusal("tiny").contains("freehold.sources.max-size"));
    }

    @Test
    void anOperatorsOwnFolderIsNeverReplaced() throws Exception {
        Folders.generator(models.resolve("own"));
        assertTrue(refusal("own").contains("your own"));
        assertFalse(store.remove("own"));
        assertEquals(List.of("own"), served());
        assertThrows(IllegalArgumentException.class, () -> pull(".store/x"));
        assertThrows(IllegalArgumentException.class, () -> pull("a/b/c"));
    }

    @Test
    void pullsAtTheSameTimeAreSafe() throws Exception {
        byte[] large = new byte[2 << 20];
        Files.write(original.resolve(DATA), large);
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<Pulled>> pulls = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                String name = i % 2 == 0 ? "same" : "other" + i;
                pulls.add(threads.submit(() -> pull(name)));
            }
            for (Future<Pulled> pulled : pulls) {
                pulled.get();
            }
        }
        assertEquals(List.of("other1", "other3", "other5", "other7", "same"), served());
        assertEquals(4, files("blobs").size());
    }

    @Test
    void whatNobodyNamesAnyMoreIsDeletedAndTheRestStays() throws Exception {
        pull("one");
        pull("team/two");
        Files.writeString(original.resolve("tokenizer.json"), "{ }");
        pull("one");
        assertEquals(0, store.sweep());
        assertTrue(store.remove("one"));
        assertFalse(store.remove("one"));
        assertEquals(3, store.sweep());
        assertEquals(List.of("team/two"), served());
        assertTrue(store.remove("team/two"));
        assertFalse(Files.exists(models.resolve("team")));
        Files.createSymbolicLink(
                models.resolve(".two.new"),
                models.relativize(files("versions").getFirst().resolveSibling("model")));
        store.sweep();
        assertEquals(List.of(), files("blobs"));
        assertEquals(List.of(), files("versions"));
    }
}
