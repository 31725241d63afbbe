package dev.freehold.registry.pull;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.registry.Folders;
import dev.freehold.registry.ScannedModels;
import dev.freehold.registry.source.OciStandIn;
import dev.freehold.registry.source.Settings;
import dev.freehold.registry.source.SourceFailure;
import dev.freehold.registry.source.WebStandIn.Trouble;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OciPullTest {
    private static final byte[] DATA = new byte[300_000];
    private static final String RAW = "application/vnd.cncf.model.weight.v1.raw";

    @TempDir
    Path home;

    private OciStandIn registry;
    private Settings settings;

    @BeforeEach
    void publish() throws Exception {
        registry = OciStandIn.start();
        registry.put("config.json", text("{\"architectures\": [\"LlamaForCausalLM\"]}"), RAW)
                .put("tokenizer.json", text("{}"), RAW)
                .put("model.onnx", Folders.graph("model.onnx_data"), RAW)
                .put("model.onnx_data", DATA, RAW);
        settings = registry.allow(
                Settings.of(home.resolve("models")),
                Optional.of(registry.tokens().address() + "/token"));
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private Pulled pull(String version) throws Exception {
        return Pulling.pull(settings, "oci://" + registry.host() + "/" + OciStandIn.REPOSITORY + version, "tiny");
    }

    private SourceFailure failure(String version) {
        return assertThrows(SourceFailure.class, () -> pull(version));
    }

    @ParameterizedTest
    @ValueSource(strings = {"org.opencontainers.image.title", "org.cncf.model.filepath"})
    void fetchesWhatOrasAndModelPackPush(String annotation) throws Exception {
        String digest = registry.push("v1", annotation);
        Pulled pulled = pull(":v1");
        assertEquals(
                new Pulled("oci://%s/%s@%s".formatted(registry.host(), OciStandIn.REPOSITORY, digest), true), pulled);
        assertEquals(List.of("tiny"), ScannedModels.names(settings.registry()));
        assertFalse(pull("@" + digest).isNew());
    }

    @Test
    void goesOnWithoutEntityTagsBecauseABlobIsItsDigest() throws Exception {
        registry.push("v1", "org.opencontainers.image.title");
        String target = OciStandIn.blobTarget(DATA);
        registry.registry().expect(target, new Trouble.Untagged(100_000), new Trouble.Status(503, "0"));
        registry.registry().expect(target, new Trouble.Status(503, "0"));
        pull(":v1");
        List<String> ranges = new ArrayList<>();
        registry.registry()
                .requests(target)
                .forEach(request -> ranges.add(request.header("Range").orElse("all")));
        assertEquals("all", ranges.removeFirst());
        assertEquals(3, ranges.size());
        assertTrue(ranges.stream().allMatch(range -> range.matches("bytes=[1-9]\\d{4,}-")), ranges::toString);
    }

    @Test
    void showsThePasswordOnlyToTheTokenServerThatTheOperatorNamed() {
        registry.push("v1", "org.opencontainers.image.title");
        settings = registry.allow(Settings.of(home.resolve("models")), Optional.empty());
        assertEquals(SourceFailure.Kind.REFUSED, failure(":v1").kind());
        assertTrue(registry.tokens().requests().stream()
                .allMatch(request -> request.header("Authorization").isEmpty()));
        assertFalse(registry.tokens().requests().isEmpty());
    }

    @Test
    void asksNoTokenServerThatIsNotAllowed() {
        registry.push("v1", "org.opencontainers.image.title");
        settings = settings.with(
                "freehold.sources.allowed-hosts", registry.registry().address());
        assertEquals(SourceFailure.Kind.NOT_ALLOWED, failure(":v1").kind());
        assertEquals(List.of(), registry.tokens().requests());
    }

    @Test
    void refusesAManifestThatIsNotTheOneItIsNamedBy() {
        String digest = registry.push("v1", "org.opencontainers.image.title");
        registry.registry().put("/v2/" + OciStandIn.REPOSITORY + "/manifests/" + digest, "{\"layers\": []}");
        assertEquals(SourceFailure.Kind.ALTERED, failure("@" + digest).kind());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"layers\": []}",
                "{\"layers\": [{\"digest\": \"sha256:1\", \"size\": 1, \"annotations\": {\"org.cncf.model.filepath\":"
                        + " \"a.onnx\"}}]}",
                "{\"layers\": [{\"mediaType\": \"application/vnd.cncf.model.weight.v1.tar\", \"size\": 1,"
                        + " \"annotations\": {\"org.cncf.model.filepath\": \"a.onnx\"}}]}",
                "{\"layers\": [{\"size\": 1, \"annotations\": {}}]}",
                "{\"manifests\": [{\"digest\": \"sha256:1\"}, {\"digest\": \"sha256:2\"}]}",
                "[]",
                "no json"
            })
    void refusesWhatIsNoModel(String manifest) {
        registry.tag("odd", manifest);
        assertEquals(SourceFailure.Kind.REFUSED, failure(":odd").kind());
    }

    @Test
    void refusesAPathThatLeavesTheFolder() {
        registry.put("../../outside.json", text("{}"), RAW);
        registry.push("v1", "org.opencontainers.image.title");
        assertEquals(SourceFailure.Kind.REFUSED, failure(":v1").kind());
    }
}
