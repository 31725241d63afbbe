package dev.freehold.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The load generator {@code wrk}, which costs little of the cores that it shares with what it measures. */
final class Wrk {
    private static final Path PROGRAM = Path.of("/usr/bin/wrk");

    private final Path script;
    private final int connections;

    /** Sends {@code body} over and over. */
    Wrk(Path folder, int connections, String key, String body) throws IOException {
        this.connections = connections;
        this.script = Files.writeString(folder.resolve("post.lua"), """
                wrk.method = "POST"
                wrk.headers["Content-Type"] = "application/json"
                wrk.headers["Authorization"] = "Bearer %s"
                wrk.body = [[%s]]
                """.formatted(key, body));
    }

    static boolean isInstalled() {
        return Files.isExecutable(PROGRAM);
    }

    /**
     * What it saw.
     *
     * @param half milliseconds in which half of the requests were answered
     */
    record Load(double requestsPerSecond, double half, double ninetyNine) {}

    Load run(String url, int seconds) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(
                        PROGRAM.toString(),
                        "-t1",
                        "-c" + connections,
                        "-d" + seconds + "s",
                        "--latency",
                        "-s",
                        script.toString(),
                        url))
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0 || output.contains("Non-2xx") || output.contains("Socket errors")) {
            throw new IOException("the load did not go well: " + output);
        }
        return new Load(
                Double.parseDouble(find(output, "Requests/sec:\\s+([0-9.]+)").group(1)),
                milliseconds(find(output, "50%\\s+([0-9.]+)(us|ms|s)")),
                milliseconds(find(output, "99%\\s+([0-9.]+)(us|ms|s)")));
    }

    private static Matcher find(String output, String pattern) throws IOException {
        Matcher matcher = Pattern.compile(pattern).matcher(output);
        if (!matcher.find()) {
            throw new IOException("not what wrk says: " + output);
        }
        return matcher;
    }

    private static double milliseconds(Matcher time) {
        double value = Double.parseDouble(time.group(1));
        return switch (time.group(2)) {
            case "us" -> value / 1e3;
            case "ms" -> value;
            default -> value * 1e3;
        };
    }
}
