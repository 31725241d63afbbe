package dev.freehold.registry.pull;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.registry.Folders;
import dev.freehold.registry.ScannedModels;
import dev.freehold.registry.source.HubStandIn;
import dev.freehold.registry.source.Settings;
import dev.freehold.registry.source.SourceFailure;
import dev.freehold.registry.source.WebStandIn.Trouble;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubPullTest {
    private static final String NAME = "acme/tiny";
    private static final String DATA = "model.onnx_data";

    @TempDir
    Path home;

    private HubStandIn hub;
    private Settings settings;
    private String commit;
    private byte[] data;

    @BeforeEach
    void publish() throws Exception {
        hub = HubStandIn.start();
        data = new byte[300_000];
        new Random(7).nextBytes(data);
        hub.put("config.json", "{\"architectures\": [\"LlamaForCausalLM\"]}")
                .put("tokenizer.json", "{}")
                .put("README.md", "---\nlicense: apache-2.0\n---\nTiny.\n")
                .put("model.onnx", Folders.graph(DATA))
                .put(DATA, data)
                .put("model_q4.onnx", "another graph")
                .put("pytorch_model.bin", "a pickle")
                .put("model.safetensors", "other weights")
                .put("modeling_tiny.py", "import os")
                .put(".gitattributes", "* text");
        commit = hub.commit("main");
        settings = hub.allow(Settings.of(home.resolve("models")));
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    private Pulled pull() throws Exception {
        return Pulling.pull(settings, "hf:" + NAME, NAME);
    }

    private SourceFailure failure() {
        return assertThrows(SourceFailure.class, this::pull);
    }

    private List<String> served() {
        return ScannedModels.names(settings.registry());
    }

    private Path model() {
        return home.resolve("models").resolve(NAME);
    }

    private Set<String> files() throws Exception {
        Path real = model().toRealPath();
        try (Stream<Path> all = Files.walk(real)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> real.relativize(file).toString())
                    .collect(Collectors.toSet());
        }
    }

    @Test
    void fetchesWhatIsNeededAndServesIt() throws Exception {
        Pulled pulled = pull();
        assertEquals(new Pulled("hf:acme/tiny@" + commit, true), pulled);
        assertEquals(Set.of("config.json", "tokenizer.json", "README.md", "model.onnx", DATA), files());
        assertEquals(List.of(NAME), served());
        assertTrue(hub.content().requests("q4").isEmpty());
        assertEquals("r--r--r--", PosixFilePermissions.toString(Files.getPosixFilePermissions(model().resolve(DATA))));
    }

    @Test
    void connectsToNobodyWhoIsNotNamed() {
        settings = settings.with("freehold.sources.allowed-hosts", "");
        assertEquals(SourceFailure.Kind.NOT_ALLOWED, failure().kind());
        assertEquals(List.of(), hub.hub().requests());
    }

    @Test
    void norToWhomTheHubRedirectsTo() {
        settings = settings.with("freehold.sources.allowed-hosts", hub.hub().address());
        SourceFailure refused = failure();
        assertEquals(SourceFailure.Kind.NOT_ALLOWED, refused.kind());
        assertFalse(refused.reason().contains("secret"), refused.reason());
        assertEquals(List.of(), hub.content().requests());
        assertEquals(List.of(), served());
    }

    @Test
    void showsItsTokenToTheHubAndToNobodyElse() throws Exception {
        Path token = Files.writeString(home.resolve("token"), "hf_abc\n");
        settings = settings.with("freehold.sources.hf.token-file", token.toString());
        pull();
        assertTrue(hub.hub().requests().stream()
                .allMatch(request -> request.header("Authorization").orElse("").equals("Bearer hf_abc")));
        assertTrue(hub.content().requests().stream()
                .allMatch(request -> request.header("Authorization").isEmpty()));
        assertFalse(hub.content().requests().isEmpty());
    }

    @Test
    void goesOnWhereItBrokeOff() throws Exception {
        hub.content().expect(hub.contentTarget(DATA), new Trouble.BreaksOff(100_000), new Trouble.BreaksOff(50_000));
        pull();
        List<String> ranges = hub.content().requests(DATA).stream()
                .map(request -> request.header("Range").orElse("all"))
                .collect(Collectors.toCollection(ArrayList::new));
        assertEquals("all", ranges.removeFirst());
        assertEquals(2, ranges.size());
        assertTrue(ranges.stream().allMatch(range -> range.matches("bytes=[1-9]\\d{4,}-")), ranges::toString);
        assertEquals(List.of(NAME), served());
    }

    /** The first answer breaks off in other bytes than those that were announced; from the second on they are right. */
    private void changesInBetween() {
        byte[] stale = data.clone();
        stale[3]++;
        hub.content().put(hub.contentTarget(DATA), stale);
        hub.content().expect(hub.contentTarget(DATA), new Trouble.BreaksOff(100_000));
        hub.content().guard(exchange -> {
            if (hub.content().requests(DATA).size() == 2) {
                hub.content().put(hub.contentTarget(DATA), data);
            }
            return true;
        });
    }

    @Test
    void startsAnewWhenTheFileChangedInBetween() throws Exception {
        changesInBetween();
        pull();
        assertEquals(2, hub.content().requests(DATA).size());
        assertTrue(hub.content().requests(DATA).get(1).header("If-Range").isPresent());
        assertEquals(List.of(NAME), served());
    }

    @Test
    void neverJoinsTwoStatesOfAFile() {
        changesInBetween();
        hub.content().expect(hub.contentTarget(DATA), new Trouble.Mixed());
        SourceFailure refused = failure();
        assertTrue(refused.reason().contains("two states"), refused.reason());
        assertEquals(List.of(), served());
    }

    @Test
    void waitsWhenToldTo() throws Exception {
        hub.hub()
                .expect(
                        "/api/models/acme/tiny/revision/main?blobs=true",
                        new Trouble.Status(429, "0"),
                        new Trouble.Status(503, ""));
        hub.content().expect(hub.contentTarget(DATA), new Trouble.Status(502, ""), new Trouble.Status(429, "1"));
        long start = System.nanoTime();
        pull();
        assertTrue(System.nanoTime() - start >= 1_000_000_000L);
        assertEquals(List.of(NAME), served());
    }

    @Test
    void givesUpOnASourceThatIsAlwaysBusy() {
        Trouble busy = new Trouble.Status(503, "");
        hub.content().expect(hub.contentTarget(DATA), busy, busy, busy, busy, busy);
        assertEquals(SourceFailure.Kind.UNAVAILABLE, failure().kind());
        assertEquals(4, hub.content().requests(DATA).size());
        assertEquals(List.of(), served());
    }

    @Test
    void doesNotWaitForBytesForEver() throws Exception {
        settings = settings.with("freehold.sources.timeout", "1s");
        hub.content().expect(hub.contentTarget(DATA), new Trouble.Stalls(100_000, 90_000));
        long start = System.nanoTime();
        pull();
        assertTrue(System.nanoTime() - start < 60_000_000_000L);
        assertEquals(List.of(NAME), served());
    }

    @Test
    void refusesWhatIsNotWhatWasAnnounced() {
        hub.content().put(hub.contentTarget("model.onnx"), new byte[Folders.graph(DATA).length]);
        assertEquals(SourceFailure.Kind.ALTERED, failure().kind());
        hub.hub().put(hub.resolveTarget(commit, "config.json"), "{\"architectures\": [\"LlamaForCausalLN\"]}");
        assertEquals(SourceFailure.Kind.ALTERED, failure().kind());
        assertEquals(List.of(), served());
    }

    @Test
    void refusesMoreBytesThanWereAnnounced() {
        hub.content().expect(hub.contentTarget(DATA), new Trouble.TooLong(1));
        assertEquals(SourceFailure.Kind.ALTERED, failure().kind());
    }

    @Test
    void refusesASourceThatSendsAnotherRange() throws Exception {
        hub.content().expect(hub.contentTarget(DATA), new Trouble.BreaksOff(100_000), new Trouble.OtherRange());
        assertEquals(SourceFailure.Kind.ALTERED, failure().kind());
        pull();
        assertEquals(List.of(NAME), served());
    }
}
