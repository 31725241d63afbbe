package dev.freehold.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Runs a process that appends to a log, once to see which calls it makes to the kernel, and then once for each of them and each way that
 * it may fail, with {@code strace} failing it. Whatever fails, what was acknowledged must be in the log when it is opened again.
 */
final class SyscallSweep {
    static final List<String> FAULTS = List.of("error=EIO", "error=ENOSPC", "signal=KILL");

    private static final String CALLS =
            "write,pwrite64,fsync,fdatasync,openat,ftruncate,rename,renameat,renameat2,link,mkdir,unlink,close";
    private static final Pattern CALL = Pattern.compile("^(\\d+) +(\\w+)\\(.*");

    /** Small enough for several segments. */
    private static final long SEGMENT = 700;

    private static final int ENTRIES = 12;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path home;
    private final boolean fromTheStart;
    private int runs;

    /** With {@code fromTheStart}, the opening and the recovery of a torn log is swept too; otherwise only what appends. */
    SyscallSweep(Path home, boolean fromTheStart) {
        this.home = home;
        this.fromTheStart = fromTheStart;
    }

    /** The n-th call of a name that some thread makes. */
    record Site(String call, int number) {}

    static void assumeStrace() {
        boolean works = false;
        try {
            works = new ProcessBuilder("strace", "-o", "/dev/null", "true")
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException notThere) {
            // Said below.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Assumptions.assumeTrue(works, "strace is not there, or not allowed to watch a process");
    }

    /** All calls of a run in which nothing fails. */
    List<Site> sites() throws Exception {
        Path folder = newLog();
        Path trace = home.resolve("trace");
        Map<Long, String> acknowledged = run(folder, List.of("-o", trace.toString()));
        assertEquals(ENTRIES, acknowledged.size(), "nothing fails");
        Map<String, Integer> most = new TreeMap<>();
        Map<String, Integer> counts = new HashMap<>();
        for (String line : Files.readAllLines(trace)) {
            Matcher call = CALL.matcher(line);
            if (call.matches() && !line.contains("resumed>")) {
                int count = counts.merge(call.group(1) + call.group(2), 1, Integer::sum);
                most.merge(call.group(2), count, Math::max);
            }
        }
        List<Site> sites = new ArrayList<>();
        most.forEach((call, count) -> {
            for (int number = 1; number <= count; number++) {
                sites.add(new Site(call, number));
            }
        });
        return sites;
    }

    /** Fails a call; whether the run met it. */
    boolean fail(Site site, String fault) throws Exception {
        Path folder = newLog();
        Path trace = home.resolve("trace");
        String injection = "inject=%s:%s:when=%d".formatted(site.call(), fault, site.number());
        Map<Long, String> acknowledged = run(folder, List.of("-o", trace.toString(), "-e", injection));
        Map<Long, String> found = new HashMap<>();
        try (FileLog log = FileLog.open(folder)) {
            log.reader()
                    .since(
                            0,
                            recorded -> found.put(
                                    recorded.index(),
                                    String.valueOf(recorded.entry().target())));
            assertEquals(found.size(), log.log().record(Entries.admin("goes on")));
        }
        acknowledged.forEach((index, target) ->
                assertEquals(target, found.get(index), () -> site + " with " + fault + " lost entry " + index));
        String traced = Files.readString(trace);
        return fault.startsWith("signal") ? traced.contains("killed by SIGKILL") : traced.contains("(INJECTED)");
    }

    private Path newLog() throws IOException {
        Path folder = home.resolve("log" + runs++);
        try (FileLog log = FileLog.open(folder)) {
            for (int i = 0; i < 3; i++) {
                log.log().record(SweptProcess.entry("before" + i));
            }
        }
        if (fromTheStart) {
            Path segment = folder.resolve("00000000000000000000.seg");
            Files.write(segment, new byte[] {0, 0, 1, 7, 7, 7}, java.nio.file.StandardOpenOption.APPEND);
        }
        return folder;
    }

    /** What was acknowledged. */
    private Map<Long, String> run(Path folder, List<String> options) throws Exception {
        List<String> strace = new ArrayList<>(List.of("strace", "-f", "-qq", "-e", "trace=" + CALLS));
        strace.addAll(options);
        for (Path path : paths(folder)) {
            strace.addAll(List.of("-P", path.toString()));
        }
        return fromTheStart ? runUnder(strace, folder) : runBeside(strace, folder);
    }

    /** The log's files by the names that they will have: all entries are of the same length. */
    private static List<Path> paths(Path folder) {
        return Stream.concat(
                        Stream.of("", "lock", "quarantine"),
                        Stream.iterate(0, i -> i + 1).limit(ENTRIES + 4).map("%020d.seg"::formatted))
                .map(folder::resolve)
                .toList();
    }

    private Map<Long, String> runUnder(List<String> strace, Path folder) throws Exception {
        List<String> command = new ArrayList<>(strace);
        command.addAll(command(folder));
        Process process = start(command);
        process.outputWriter().write("go\n");
        process.outputWriter().flush();
        return acknowledged(process);
    }

    private Map<Long, String> runBeside(List<String> strace, Path folder) throws Exception {
        Process process = start(command(folder));
        BufferedReader output = process.inputReader();
        assertEquals("open", output.readLine());
        List<String> command = new ArrayList<>(strace);
        command.remove("-qq");
        command.addAll(List.of("-p", Long.toString(process.pid())));
        Process watcher = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (BufferedReader attached = watcher.inputReader()) {
            String line = attached.readLine();
            assertTrue(line != null && line.contains("attached"), line);
            Thread.ofVirtual().start(() -> attached.lines().forEach(ignored -> {}));
            process.outputWriter().write("go\n");
            process.outputWriter().flush();
            Map<Long, String> acknowledged = acknowledged(process);
            assertTrue(watcher.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS));
            return acknowledged;
        }
    }

    private static Process start(List<String> command) throws IOException {
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static Map<Long, String> acknowledged(Process process) throws Exception {
        Map<Long, String> acknowledged = new HashMap<>();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        for (String line : output.split("\n", -1)) {
            String[] words = line.split(" ", -1);
            if (words.length == 3) {
                acknowledged.put(Long.valueOf(words[0]), words[1]);
            }
        }
        assertTrue(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS), "it hangs");
        return acknowledged;
    }

    private static List<String> command(Path folder) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                SweptProcess.class.getName(),
                folder.toString(),
                Long.toString(SEGMENT),
                Integer.toString(ENTRIES));
    }
}
