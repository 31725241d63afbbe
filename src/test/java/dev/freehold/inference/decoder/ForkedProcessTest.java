package dev.freehold.inference.decoder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
@DisabledOnOs(OS.WINDOWS)
class ForkedProcessTest {
    @TempDir
    Path folder;

    private Path home;

    @BeforeEach
    void makeHome() throws IOException {
        home = Files.createDirectory(folder.resolve("home"));
    }

    @Test
    void leavesNoUsageReportsBehind() throws Exception {
        Process process = fork("once");
        assertEquals("running", firstLine(process));
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue());
        try (Stream<Path> files = Files.walk(home)) {
            assertEquals(List.of(), files.filter(Files::isRegularFile).toList());
        }
    }

    @Test
    void endsCleanlyWhenToldToInTheMiddleOfARun() throws Exception {
        Process process = fork();
        assertEquals("running", firstLine(process));
        process.destroy();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertEquals(128 + 15, process.exitValue());
        try (Stream<Path> files = Files.list(folder)) {
            assertFalse(files.anyMatch(file -> file.getFileName().toString().startsWith("hs_err")));
        }
    }

    private Process fork(String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--add-opens",
                "java.base/java.lang=ALL-UNNAMED",
                "-Duser.home=" + home,
                "-DDJL_CACHE_DIR="
                        + System.getProperty(
                                "DJL_CACHE_DIR", folder.resolve("native").toString()),
                "-cp",
                System.getProperty("java.class.path"),
                EndlessWriter.class.getName(),
                folder.toString()));
        command.addAll(List.of(more));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(folder.resolve("errors").toFile());
        builder.environment().put("HOME", home.toString());
        builder.environment().remove("ORT_DISABLE_TELEMETRY");
        return builder.start();
    }

    private static String firstLine(Process process) throws IOException {
        String line = process.inputReader().readLine();
        while (line != null && !line.equals("running")) {
            line = process.inputReader().readLine();
        }
        return String.valueOf(line);
    }
}
