package dev.freehold.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In a network namespace of its own, where there is no other machine, not even a route to one. */
class AirGapIT {
    private static final String LIFE = """
            ip link set lo up
            test -z "$(ip route)" || { echo "there is a route"; exit 1; }
            "$@" > "$HOME/output.txt" 2>&1 &
            gateway=$!
            for i in $(seq 600); do
              curl -sf http://127.0.0.1:9000/q/health/ready > /dev/null && break
              kill -0 $gateway 2> /dev/null || { cat "$HOME/output.txt"; exit 1; }
              sleep 0.1
            done
            call() {
              curl -s -o /dev/null -w "$1 %{http_code}\\n" "http://127.0.0.1:8080/v1/$1" -H "Content-Type: application/json" \\
                -H "Authorization: Bearer $(cat "$FREEHOLD_HOME/bootstrap-admin.key")" -d "$2"
            }
            call chat/completions '{"model":"freehold-guide","messages":[{"role":"user","content":"How do I start?"}]}'
            call embeddings '{"model":"freehold-embed","input":"Hello"}'
            kill -TERM $gateway
            wait $gateway
            echo "exit $?"
            """;

    @TempDir
    Path home;

    @Test
    void startsServesAndStopsWithNoRouteOut() throws Exception {
        for (String tool : List.of("unshare", "ip", "curl")) {
            assumeTrue(isInstalled(tool), () -> tool + " is not installed");
        }
        assumeTrue(
                new ProcessBuilder("unshare", "-n", "true").start().waitFor() == 0,
                "this user may not make a network namespace");
        ProcessBuilder life = GatewayProcess.command(home).redirectErrorStream(true);
        life.command().addAll(0, List.of("unshare", "-n", "sh", "-c", LIFE, "life"));
        Process process = life.start();
        String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertEquals(0, process.waitFor(), told);
        assertEquals("chat/completions 200\nembeddings 200\nexit 0\n", told);
        String output = Files.readString(home.resolve("user/output.txt"));
        assertTrue(output.contains("freehold-guide"), output);
    }

    private static boolean isInstalled(String tool) {
        return List.of("/usr/bin", "/bin", "/usr/sbin", "/sbin").stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
    }
}
