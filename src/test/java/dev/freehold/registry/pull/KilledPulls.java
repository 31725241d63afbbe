package dev.freehold.registry.pull;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.registry.Folders;
import dev.freehold.registry.ModelDirectory;
import dev.freehold.registry.ScannedModels;
import dev.freehold.registry.content.ContentStore;
import dev.freehold.registry.source.HubStandIn;
import dev.freehold.registry.source.Settings;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Kills pulls at moments drawn by lot, over and over in the same folder, while the revision moves on and models are removed. After
 * each kill the store is without the model, or has the version before or the new one, whole.
 */
final class KilledPulls {
    private static final String NAME = "acme/tiny";
    private static final String DATA = "model.onnx_data";

    private final Path home;
    private final Random random;
    private final HubStandIn hub;
    private final Settings settings;
    private int finished;
    private int killed;
    private int without;
    private int version;

    KilledPulls(Path home, long seed) throws IOException {
        this.home = home;
        this.random = new Random(seed);
        this.hub = HubStandIn.start();
        this.settings = hub.allow(Settings.of(home.resolve("models")));
    }

    /** What happened, as a row of the table of campaigns. */
    String report() {
        return "%d pulls killed, %d finished before, %d times without the model, %d versions"
                .formatted(killed, finished, without, version);
    }

    void run(int kills, int longestMillis) throws Exception {
        try (hub) {
            while (killed < kills) {
                if (version == 0 || random.nextInt(3) == 0) {
                    publish();
                }
                if (random.nextInt(8) == 0) {
                    new ContentStore(home.resolve("models")).remove(NAME);
                    new ContentStore(home.resolve("models")).sweep();
                }
                pullAndKill(random.nextInt(longestMillis));
                check();
            }
            Pulling.pull(settings, "hf:" + NAME, NAME);
            check();
            assertEquals(List.of(NAME), ScannedModels.names(settings.registry()));
        }
    }

    private void publish() {
        version++;
        byte[] data = new byte[4 << 20];
        random.nextBytes(data);
        hub.put("config.json", "{\"architectures\": [\"LlamaForCausalLM\"], \"version\": %d}".formatted(version))
                .put("tokenizer.json", "{}")
                .put("model.onnx", Folders.graph(DATA))
                .put(DATA, data);
        hub.commit("main");
    }

    private void pullAndKill(int millis) throws Exception {
        Process process = start(home, hub, List.of());
        try (BufferedReader reader = process.inputReader()) {
            assertEquals("ready", reader.readLine());
            if (process.waitFor(millis, TimeUnit.MILLISECONDS)) {
                assertEquals(0, process.exitValue());
                finished++;
            } else {
                process.toHandle().destroyForcibly();
                process.waitFor();
                killed++;
            }
        }
    }

    /** Starts a pull as a child process, by way of these words before it. */
    static Process start(Path home, HubStandIn hub, List<String> before) throws IOException {
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                PullProcess.class.getName(),
                home.resolve("models").toString(),
                hub.hub().address(),
                hub.content().address(),
                "hf:" + NAME,
                NAME));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private void check() throws IOException {
        ModelDirectory.Scan scan = ScannedModels.of(settings.registry());
        Path model = home.resolve("models").resolve(NAME);
        if (scan.servable().isEmpty()) {
            assertTrue(!Files.exists(model, LinkOption.NOFOLLOW_LINKS), "a model is there that is not served");
            without++;
        } else {
            assertEquals(List.of(), scan.refused());
            assertEquals(NAME, scan.servable().getFirst().id().value());
        }
    }
}
