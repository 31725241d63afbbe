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

    void run(int kills) throws Exception {
        try (hub) {
            publish();
            Lasting lasting = measure();
            while (killed < kills) {
                if (random.nextInt(3) == 0) {
                    publish();
                }
                if (random.nextInt(4) == 0) {
                    new ContentStore(home.resolve("models")).remove(NAME);
                    new ContentStore(home.resolve("models")).sweep();
                }
                pullAndKill(lasting);
                check();
            }
            Pulling.pull(settings, "hf:" + NAME, NAME);
            check();
            assertEquals(List.of(NAME), ScannedModels.names(settings.registry()));
        }
    }

    /** How long a pull takes from its start, and from when all bytes are there, in milliseconds. */
    private record Lasting(long all, long end) {}

    private Lasting measure() throws Exception {
        Process process = start(home, hub, List.of());
        try (BufferedReader reader = process.inputReader()) {
            assertEquals("ready", reader.readLine());
            long ready = System.nanoTime();
            assertEquals("examines", reader.readLine());
            long here = System.nanoTime();
            assertEquals(0, process.waitFor());
            long end = System.nanoTime();
            return new Lasting((end - ready) / 1_000_000, (end - here) / 1_000_000);
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

    /** At any time from the start on, or, every other time, while it is looked through and registered. */
    private void pullAndKill(Lasting lasting) throws Exception {
        Process process = start(home, hub, List.of());
        try (BufferedReader reader = process.inputReader()) {
            assertEquals("ready", reader.readLine());
            boolean isLate = random.nextBoolean();
            if (isLate) {
                reader.readLine();
            }
            long most = 1 + (isLate ? lasting.end() : lasting.all()) * 12 / 10;
            if (process.waitFor(random.nextLong(most), TimeUnit.MILLISECONDS)) {
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
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
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
