package dev.freehold.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The arithmetic that the browser checks the log by, run by Node over larger logs than a test fills; skipped without Node. */
class LogInBrowserTest {
    private static final Path SCRIPTS = Path.of("src/main/resources/web/app");

    @TempDir
    Path folder;

    @Test
    void agreesWithTheNaiveTreeAndNoticesEveryOtherLine() throws Exception {
        for (String room : List.of("log", "api")) {
            copy(SCRIPTS.resolve(room), folder.resolve(room));
        }
        Files.copy(Path.of("src/test/console/tree.mjs"), folder.resolve("tree.mjs"));
        Files.writeString(folder.resolve("package.json"), "{\"type\": \"module\"}");
        Process node = start();
        String said = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertEquals(0, node.waitFor(), said);
    }

    private Process start() throws InterruptedException, IOException {
        try {
            Process version = new ProcessBuilder("node", "--version").start();
            assumeTrue(version.waitFor(10, TimeUnit.SECONDS) && version.exitValue() == 0, "Node does not start");
        } catch (IOException notThere) {
            assumeTrue(false, "there is no Node");
        }
        return new ProcessBuilder("node", "tree.mjs")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }
}
