package dev.freehold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.registry.content.ContentStore;
import dev.freehold.registry.pull.FetchedModel;
import dev.freehold.registry.signing.SignedFolder;
import dev.freehold.registry.source.SourceFailure;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ModelsCommandTest {
    @TempDir
    Path home;

    private SignedFolder model;

    @BeforeEach
    void makeModel() throws Exception {
        model = new SignedFolder(home.resolve("tiny"), home.resolve("keys"), "secp384r1");
        Files.writeString(model.folder().resolve("config.json"), "{}");
    }

    private static int run(Object... arguments) {
        String[] words = new String[arguments.length];
        for (int i = 0; i < words.length; i++) {
            words[i] = arguments[i].toString();
        }
        return new CommandLine(new ModelsCommand()).execute(words);
    }

    @Test
    void whatItSignsItVerifies() throws Exception {
        assertEquals(0, run("sign", model.folder(), "--key", model.privateKey()));
        assertTrue(Files.exists(model.folder().resolve("model.sig")));
        assertEquals(0, run("verify", model.folder(), "--key", model.publicKey()));
        Files.writeString(model.folder().resolve("config.json"), "{ }");
        assertEquals(1, run("verify", model.folder(), "--key", model.publicKey()));
    }

    @Test
    void verifyingNeedsSomebodyToTrust() {
        assertEquals(2, run("verify", model.folder()));
        assertEquals(1, run("verify", model.folder(), "--key", home.resolve("none.pem")));
        assertEquals(1, run("sign", model.folder(), "--key", model.publicKey()));
    }

    @Test
    void comparesAFetchedModelWithWhatWasFetched() throws Exception {
        Path models = home.resolve("models");
        FetchedModel.in(models, "tiny");
        assertEquals(0, run("verify", models.resolve("tiny"), "--stored"));
        assertEquals(1, run("verify", model.folder(), "--stored"));
        Path config = models.resolve("tiny/config.json");
        assertTrue(config.toFile().setWritable(true));
        Files.writeString(config, "{ }");
        assertEquals(1, run("verify", models.resolve("tiny"), "--stored"));
    }

    @Test
    void removesOnlyWhatWasFetched() throws Exception {
        Path models = home.resolve("models");
        FetchedModel.in(models, "tiny");
        ContentStore store = new ContentStore(models);
        assertEquals(1, RemoveModelCommand.remove(store, "other"));
        assertEquals(0, RemoveModelCommand.remove(store, "tiny"));
        assertFalse(Files.exists(models.resolve("tiny")));
        assertEquals(0, RemoveModelCommand.remove(store, ""));
    }

    @Test
    void aReferenceThatIsNoneIsWrongUsage() {
        assertEquals(2, run("pull", "https://huggingface.co/acme/tiny"));
        assertEquals(2, run("pull", "hf:acme/tiny", "--name", "../outside"));
        assertEquals(2, run("remove"));
        assertEquals(2, run("remove", "tiny", "--unused"));
    }

    /** What to do about a failure is said by the exit code. */
    @Test
    void eachKindOfFailureHasItsExitCode() {
        assertEquals(
                List.of(78, 69, 1, 69, 74),
                Stream.of(SourceFailure.Kind.values())
                        .map(PullModelCommand::exitCode)
                        .toList());
    }

    @Test
    void aPullTellsItsProgressInPlainLinesOrAsABar() throws Exception {
        for (boolean isTerminal : new boolean[] {false, true}) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            PullDisplay display = new PullDisplay(new PrintStream(bytes, true, StandardCharsets.UTF_8), isTerminal);
            display.begins("hf:acme/tiny@abc", 1, 4 << 20);
            Thread.sleep(isTerminal ? 250 : 0);
            display.has(1 << 20);
            display.took("model.onnx", 4 << 20, false);
            display.examines();
            String told = bytes.toString(StandardCharsets.UTF_8);
            assertTrue(told.startsWith("hf:acme/tiny@abc: 1 files, 4.0 MiB"), told);
            assertEquals(isTerminal, told.contains("[##########....") && told.contains("25 %"), told);
            assertEquals(!isTerminal, told.contains("fetched model.onnx (4.0 MiB)"), told);
        }
    }
}
