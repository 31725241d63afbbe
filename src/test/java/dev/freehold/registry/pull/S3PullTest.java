package dev.freehold.registry.pull;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.registry.Folders;
import dev.freehold.registry.ScannedModels;
import dev.freehold.registry.source.S3StandIn;
import dev.freehold.registry.source.Settings;
import dev.freehold.registry.source.SourceFailure;
import dev.freehold.registry.source.WebStandIn.Trouble;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class S3PullTest {
    private static final String FOLDER = "team one/tiny";

    @TempDir
    Path home;

    private S3StandIn storage;
    private Settings settings;

    @BeforeEach
    void publish() throws Exception {
        storage = S3StandIn.start();
        storage.put(FOLDER + "/config.json", text("{\"architectures\": [\"LlamaForCausalLM\"]}"))
                .put(FOLDER + "/tokenizer.json", text("{}"))
                .put(FOLDER + "/model.onnx", Folders.graph("model.onnx_data"))
                .put(FOLDER + "/model.onnx_data", new byte[300_000])
                .put(FOLDER + "-other/config.json", text("{}"));
        storage.list(FOLDER + "/");
        settings = storage.allow(Settings.of(home.resolve("models")));
    }

    @AfterEach
    void stop() {
        storage.close();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private Pulled pull() throws Exception {
        return Pulling.pull(settings, "s3://" + S3StandIn.BUCKET + "/" + FOLDER, "tiny");
    }

    @Test
    void fetchesAFolderOfSignedRequestsPageByPage() throws Exception {
        assertTrue(pull().isNew());
        assertEquals(List.of("tiny"), ScannedModels.names(settings.registry()));
        assertEquals(2, storage.web().requests("list-type").size());
        assertFalse(pull().isNew());
    }

    @Test
    void knowsAFolderThatHasChanged() throws Exception {
        pull();
        storage.put(FOLDER + "/tokenizer.json", text("{ }"));
        storage.list(FOLDER + "/");
        assertTrue(pull().isNew());
        assertEquals(List.of("tiny"), ScannedModels.names(settings.registry()));
    }

    @Test
    void refusesAnObjectThatChangedSinceItWasListed() {
        storage.put(FOLDER + "/tokenizer.json", text("{ }"));
        SourceFailure refused = assertThrows(SourceFailure.class, this::pull);
        assertTrue(refused.reason().contains("since it was listed"), refused.reason());
    }

    @Test
    void goesOnWhereItBrokeOff() throws Exception {
        String target = S3StandIn.target(FOLDER + "/model.onnx_data");
        storage.web().expect(target, new Trouble.BreaksOff(100_000));
        pull();
        String range = storage.web().requests(target).get(1).header("Range").orElse("");
        assertTrue(range.matches("bytes=[1-9]\\d{4,}-"), range);
    }

    @Test
    void aWrongKeyIsRefused() {
        settings = settings.with("freehold.sources.s3.secret-access-key", "wrong");
        assertEquals(
                SourceFailure.Kind.REFUSED,
                assertThrows(SourceFailure.class, this::pull).kind());
    }

    @Test
    void aListingThatNamesAnotherPlaceIsRefused() {
        storage.web()
                .put(
                        "/models?list-type=2&prefix=team%20one%2Ftiny%2F",
                        "<!DOCTYPE x [<!ENTITY e SYSTEM"
                                + " 'file:///etc/passwd'>]><a><Contents><Key>&e;</Key></Contents></a>");
        assertEquals(
                SourceFailure.Kind.REFUSED,
                assertThrows(SourceFailure.class, this::pull).kind());
    }
}
