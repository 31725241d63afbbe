package dev.freehold.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.audit.AuditEntry.Kind;
import dev.freehold.audit.AuditReader;
import dev.freehold.audit.FileLog;
import dev.freehold.audit.ReplicaLog;
import dev.freehold.store.Database;
import dev.freehold.store.PostgresServer;
import io.agroal.api.AgroalDataSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Takes from packaged gateways what they write their log to: the space on the disk, or the database. */
final class LogOutages {
    private static final int CALLERS = 16;
    private static final Duration LENGTH = Duration.ofSeconds(3);

    /** Seconds: the commit timeout and a little more. */
    private static final double IN_TIME = 2.5;

    /** Seconds: a key that is looked up anew waits as long as the connection's own timeout. */
    private static final double IN_TIME_WITHOUT_DATABASE = 10.5;

    private LogOutages() {}

    /** PostgreSQL stops answering, connections and all, and goes on. */
    static String databaseHangs(Path home, int times) throws Exception {
        String url = PostgresServer.newDatabase();
        try (AgroalDataSource connections = PostgresServer.connect(url, 2)) {
            ProcessHandle server = server(connections);
            Outage seen;
            String figures;
            try (GatewayProcess gateway = GatewayProcess.start(home, Map.of("FREEHOLD_STORE_URL", url))) {
                seen = new Outage(gateway, CALLERS);
                try {
                    for (int i = 0; i < times; i++) {
                        seen.of(() -> signal(server, "STOP"), LENGTH, () -> signal(server, "CONT"));
                    }
                } finally {
                    signal(server, "CONT");
                    seen.end();
                }
                figures = figures("database stopped", times, seen, IN_TIME_WITHOUT_DATABASE);
            }
            try (ReplicaLog log = new ReplicaLog(new Database(connections, Database.Engine.POSTGRESQL))) {
                assertRecorded(log.reader(), seen);
            }
            return figures;
        }
    }

    private static ProcessHandle server(AgroalDataSource connections) throws Exception {
        try (var connection = connections.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            ProcessHandle backend = ProcessHandle.of(row.getLong(1)).orElseThrow();
            return backend.parent().orElseThrow();
        }
    }

    /** The server and all that it has started by now. */
    private static void signal(ProcessHandle server, String name) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("kill", "-" + name));
        Stream.concat(Stream.of(server), server.descendants())
                .map(process -> Long.toString(process.pid()))
                .forEach(command::add);
        new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    /** Something else fills a small disk to its last byte, and makes room again. */
    static String diskIsFull(Path home, int times) throws Exception {
        Path disk = Files.createDirectories(home.resolve("disk"));
        Assumptions.assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", disk.toString()) == 0,
                "a small disk cannot be mounted here");
        try {
            return diskIsFull(home, disk, times);
        } finally {
            run("umount", disk.toString());
        }
    }

    private static String diskIsFull(Path home, Path disk, int times) throws Exception {
        Map<String, String> settings = Map.of(
                "FREEHOLD_AUDIT_DIR", disk.resolve("audit").toString(),
                "FREEHOLD_AUDIT_MIN_FREE_SPACE", "4M",
                "FREEHOLD_AUDIT_SEGMENT_SIZE", "256K");
        Path ballast = disk.resolve("ballast");
        Outage seen;
        String figures;
        try (GatewayProcess gateway = GatewayProcess.start(home, settings)) {
            seen = new Outage(gateway, CALLERS);
            try {
                for (int i = 0; i < times; i++) {
                    seen.of(() -> fill(ballast), LENGTH.dividedBy(3), () -> Files.delete(ballast));
                }
            } finally {
                seen.end();
            }
            figures = figures("disk full", times, seen, IN_TIME);
            assertEquals(0, gateway.terminate());
        }
        try (FileLog log = FileLog.open(disk.resolve("audit"))) {
            assertRecorded(log.reader(), seen);
        }
        return figures;
    }

    private static int run(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException notThere) {
            return -1;
        }
    }

    private static void fill(Path ballast) throws IOException {
        ByteBuffer zeros = ByteBuffer.allocate(64 * 1024);
        try (FileChannel file = FileChannel.open(ballast, StandardOpenOption.WRITE, StandardOpenOption.CREATE)) {
            while (true) {
                file.write(zeros.clear());
            }
        } catch (IOException full) {
            // This is what the test is about.
        }
    }

    private static String figures(String what, int times, Outage outage, double inTime) {
        outage.check();
        assertTrue(outage.refusedWithin(0.99) <= inTime, () -> "refused after " + outage.refusedWithin(0.99) + " s");
        return "%s %d times: answers %s; refused within %.2f s (p99), %.2f s (longest)"
                .formatted(what, times, outage.answers(), outage.refusedWithin(0.99), outage.refusedWithin(1));
    }

    /** No byte of an answer without its admission, no end of one without its settlement, and no call with two ends. */
    private static void assertRecorded(AuditReader log, Outage seen) {
        Map<String, Integer> ends = new HashMap<>();
        Set<String> settled = new HashSet<>();
        log.since(0, recorded -> {
            String request = String.valueOf(recorded.entry().request());
            switch (recorded.entry().kind()) {
                case ADMIT -> ends.putIfAbsent(request, 0);
                case SETTLE, ABORT, ORPHAN -> ends.merge(request, 1, Integer::sum);
                case DENY, ADMIN, LIFECYCLE, ERASE -> {}
            }
            if (recorded.entry().kind() == Kind.SETTLE) {
                settled.add(request);
            }
        });
        assertTrue(settled.containsAll(seen.acknowledged), "answers that are not in the log");
        assertTrue(ends.keySet().containsAll(seen.begun), "parts of answers that were never admitted");
        ends.forEach((request, count) -> assertTrue(count <= 1, () -> request + " ended " + count + " times"));
    }
}
