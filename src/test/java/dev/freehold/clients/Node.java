package dev.freehold.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.freehold.TestKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Node's own test runner with the official JavaScript clients. Without Node, or where its packages cannot be had, tests are
 * skipped; with {@code -Pclients} that is a failure.
 */
final class Node {
    private static final int OLDEST = 20;
    private static final Path SOURCES = Path.of("src/test/clients");
    private static final Path FOLDER = Path.of("target/clients");
    private static final Path INSTALLED = FOLDER.resolve("installed-lock.json");

    private Node() {}

    private record Finished(int status, String output) {}

    static void install() throws Exception {
        String version = run(Map.of(), "node", "--version").output().strip();
        if (!version.matches("v\\d+\\..*") || Integer.parseInt(version.substring(1, version.indexOf('.'))) < OLDEST) {
            unavailable("there is no Node %d or newer here: %s".formatted(OLDEST, version));
        }
        copySources();
        Path lock = FOLDER.resolve("package-lock.json");
        if (Files.exists(INSTALLED) && Files.mismatch(lock, INSTALLED) < 0) {
            return;
        }
        Finished installed = run(
                Map.of(),
                "npm",
                "ci",
                "--ignore-scripts",
                "--no-audit",
                "--no-fund",
                "--prefer-offline",
                "--fetch-retries=1");
        if (installed.status() != 0) {
            unavailable("the packages cannot be had: " + installed.output());
        }
        Files.copy(lock, INSTALLED, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void copySources() throws IOException {
        Files.createDirectories(FOLDER);
        try (Stream<Path> files = Files.list(SOURCES)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, FOLDER.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static void unavailable(String reason) {
        if (Boolean.getBoolean("clients.required")) {
            fail(reason);
        }
        abort(reason);
    }

    /** Runs the tests of a file. */
    static void test(String file, String address) throws Exception {
        Map<String, String> gateway =
                Map.of("FREEHOLD_URL", address.replaceAll("/$", ""), "FREEHOLD_ADMIN_KEY", TestKeys.bootstrap());
        Finished tests = run(gateway, "node", "--test", "--test-reporter=spec", file + ".test.js");
        assertEquals(0, tests.status(), tests.output());
    }

    private static Finished run(Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        Files.createDirectories(FOLDER);
        Path output = Files.createTempFile(FOLDER, "output", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            if (!process.waitFor(3, TimeUnit.MINUTES)) {
                process.destroyForcibly();
            }
            return new Finished(process.waitFor(), Files.readString(output));
        } catch (IOException notThere) {
            return new Finished(127, String.valueOf(notThere.getMessage()));
        } finally {
            Files.delete(output);
        }
    }
}
