package dev.freehold.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a process that writes as fast as it can, again and again in the same folder. */
final class KilledProcessTest {
    private static final int ROUNDS = 20;

    @TempDir
    Path folder;

    @Test
    void losesNoAcknowledgedEntry() throws Exception {
        Random random = new Random(20);
        Map<Long, String> acknowledged = new HashMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            int before = acknowledged.size();
            acknowledged.putAll(runAndKill("round" + round, random.nextInt(150)));
            assertTrue(acknowledged.size() > before, "round " + round + " wrote nothing");
        }
        Map<Long, String> found = new HashMap<>();
        SegmentedAuditLog log = new SegmentedAuditLog(LogSettings.in(folder), LeafWatch.NONE);
        log.replay(
                Instant.MIN,
                recorded -> found.put(
                        recorded.index(), String.valueOf(recorded.entry().target())));
        log.close();
        acknowledged.forEach((index, target) -> assertEquals(target, found.get(index), "entry " + index));
    }

    @Test
    void letsNoSecondProcessIn() throws Exception {
        SegmentedAuditLog log = new SegmentedAuditLog(LogSettings.in(folder), LeafWatch.NONE);
        Process second = start("second");
        List<String> lines = second.inputReader().lines().toList();
        assertTrue(second.waitFor(30, TimeUnit.SECONDS));
        assertEquals(66, second.exitValue(), lines.toString());
        log.close();
    }

    private Map<Long, String> runAndKill(String name, int millis) throws Exception {
        Process process = start(name);
        List<String> lines = new ArrayList<>();
        try (BufferedReader reader = process.inputReader()) {
            String line = reader.readLine();
            long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
            while (line != null) {
                lines.add(line);
                if (process.isAlive() && System.nanoTime() > deadline) {
                    process.toHandle().destroyForcibly();
                }
                line = reader.readLine();
            }
        }
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        Map<Long, String> acknowledged = new HashMap<>();
        for (String line : lines) {
            String[] words = line.split(" ", -1);
            if (words.length == 3) {
                acknowledged.put(Long.valueOf(words[0]), words[1]);
            }
        }
        return acknowledged;
    }

    private Process start(String name) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WritingProcess.class.getName(),
                        folder.toString(),
                        name)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Says {@code <index> <target> .} on its output for each entry that was acknowledged. */
    static final class WritingProcess {
        private WritingProcess() {}

        public static void main(String[] arguments) {
            SegmentedAuditLog log = open(Path.of(arguments[0]));
            for (int t = 0; t < 8; t++) {
                String name = arguments[1] + "_" + t + "_";
                Thread.ofPlatform().start(() -> {
                    for (int i = 0; ; i++) {
                        long index = log.record(Entries.admin(name + i));
                        System.out.println(index + " " + name + i + " .");
                    }
                });
            }
        }

        private static SegmentedAuditLog open(Path folder) {
            try {
                return new SegmentedAuditLog(LogSettings.in(folder), LeafWatch.NONE);
            } catch (UnusableLogException e) {
                System.out.println(e.getMessage());
                System.exit(66);
                throw e;
            }
        }
    }
}
