package dev.freehold.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.audit.AuditEntry;
import dev.freehold.audit.AuditEntry.Kind;
import dev.freehold.audit.InMemoryAuditLog;
import dev.freehold.core.Caller;
import dev.freehold.core.ModelId;
import dev.freehold.core.RequestId;
import dev.freehold.core.Usage;
import dev.freehold.quota.UsageQuery.Grouping;
import dev.freehold.quota.UsageReport.Line;
import dev.freehold.store.Database;
import dev.freehold.store.SqliteDatabase;
import dev.freehold.store.StoreException;
import java.nio.file.Path;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every call that ended counts exactly once. */
class JdbcUsageTest {
    private static final Caller ANN = LedgerBench.caller("acme", "search", "key:ann");
    private static final Caller BOB = LedgerBench.caller("acme", "billing", "key:bob");
    private static final Caller EVE = LedgerBench.caller("other", "search", "key:eve");
    private static final Usage RESERVED = new Usage(10, 100);

    @TempDir
    Path folder;

    private final InMemoryAuditLog log = new InMemoryAuditLog();
    private Database database;

    @BeforeEach
    void open() {
        database = SqliteDatabase.in(folder);
    }

    private JdbcUsage usage() {
        return new JdbcUsage(database, log);
    }

    private void write(Kind kind, String at, Caller caller, @Nullable Usage used) {
        log.record(AuditEntry.of(kind, "completions")
                .at(Instant.parse(at))
                .request(RequestId.random())
                .caller(caller)
                .model(new ModelId("m"), "sha256:0")
                .tokens(RESERVED, used)
                .outcome("stop")
                .build());
    }

    private static UsageQuery query(Grouping... groups) {
        return new UsageQuery(
                LocalDate.parse("2026-01-01"), LocalDate.parse("2026-12-31"), Optional.empty(), List.of(groups));
    }

    private static Line line(Grouping grouping, String name, long requests, long input, long output) {
        return new Line(Map.of(grouping, name), requests, input, output, 0);
    }

    @Test
    void countsHowCallsEndedAndNothingElse() {
        log.record(AuditEntry.of(Kind.LIFECYCLE, "start").build());
        write(Kind.ADMIT, "2026-03-01T10:00:00Z", ANN, null);
        write(Kind.SETTLE, "2026-03-01T10:00:01Z", ANN, new Usage(10, 5));
        write(Kind.ABORT, "2026-03-01T10:00:02Z", ANN, new Usage(10, 2));
        write(Kind.DENY, "2026-03-01T10:00:03Z", ANN, null);
        write(Kind.ORPHAN, "2026-03-01T10:00:04Z", ANN, Usage.NONE);
        write(Kind.ABORT, "2026-03-01T10:00:05Z", ANN, null);

        assertEquals(
                List.of(line(Grouping.CALLER, "key:ann", 4, 10 + 10 + 10 + 10, 5 + 2 + 100 + 100)),
                usage().of(query(Grouping.CALLER)));
    }

    @Test
    void addsUpByWhatIsAskedFor() {
        write(Kind.SETTLE, "2026-03-01T23:59:59.999999Z", ANN, new Usage(1, 10));
        write(Kind.SETTLE, "2026-03-02T00:00:00Z", ANN, new Usage(2, 20));
        write(Kind.SETTLE, "2026-03-02T12:00:00Z", BOB, new Usage(3, 30));
        write(Kind.SETTLE, "2026-03-03T12:00:00Z", EVE, new Usage(4, 40));

        assertEquals(
                List.of(line(Grouping.TENANT, "acme", 3, 6, 60), line(Grouping.TENANT, "other", 1, 4, 40)),
                usage().of(query(Grouping.TENANT)));
        assertEquals(
                List.of(line(Grouping.PROJECT, "billing", 1, 3, 30), line(Grouping.PROJECT, "search", 2, 3, 30)),
                usage().of(new UsageQuery(
                        LocalDate.parse("2026-03-01"),
                        LocalDate.parse("2026-03-31"),
                        Optional.of("acme"),
                        List.of(Grouping.PROJECT))));
        assertEquals(
                List.of(line(Grouping.DAY, "2026-03-02", 2, 5, 50)),
                usage().of(new UsageQuery(
                        LocalDate.parse("2026-03-02"),
                        LocalDate.parse("2026-03-02"),
                        Optional.empty(),
                        List.of(Grouping.DAY))));
        Line first = usage().of(query(Grouping.MODEL, Grouping.DAY)).getFirst();
        assertEquals(
                List.of("m", "2026-03-01"), List.copyOf(first.group().values()), "in the order that was asked for");
    }

    @Test
    void goesOnWhereTheLastProcessStopped() {
        for (int i = 0; i < 5; i++) {
            write(Kind.SETTLE, "2026-03-01T10:00:00Z", ANN, new Usage(1, 1));
            usage().catchUp();
            usage().catchUp();
        }

        assertEquals(List.of(line(Grouping.MODEL, "m", 5, 5, 5)), usage().of(query(Grouping.MODEL)));
    }

    /** What a crash, or a full disk, in the middle of a stretch would do. */
    @Test
    void aStretchThatFailsCountsNothingAndThenEverythingOnce() {
        for (int i = 0; i < 2500; i++) {
            write(Kind.SETTLE, "2026-03-01T10:00:00Z", i < 1200 ? ANN : BOB, new Usage(1, 1));
        }
        run(
                "CREATE TRIGGER fails BEFORE INSERT ON daily_usage WHEN NEW.caller = 'key:bob' BEGIN SELECT RAISE(ABORT, 'x'); END");
        assertThrows(StoreException.class, () -> usage().catchUp());
        assertEquals(
                List.of(line(Grouping.MODEL, "m", 1000, 1000, 1000)),
                database.read(connection -> UsageRows.report(connection, query(Grouping.MODEL))));
        run("DROP TRIGGER fails");

        assertEquals(List.of(line(Grouping.MODEL, "m", 2500, 2500, 2500)), usage().of(query(Grouping.MODEL)));
    }

    private void run(String sql) {
        database.<Boolean>inTransaction(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute(sql);
            }
        });
    }

    @Test
    void severalProcessesAddEverythingOnce() throws Exception {
        Random random = new Random(1);
        long output = 0;
        for (int i = 0; i < 6000; i++) {
            Usage used = new Usage(1, random.nextInt(100));
            output += used.outputTokens();
            write(Kind.SETTLE, "2026-03-01T10:00:00Z", ANN, used);
        }
        try (ExecutorService processes = Executors.newFixedThreadPool(4)) {
            List<? extends Future<?>> runs = List.of(usage(), usage(), usage(), usage()).stream()
                    .map(usage -> processes.submit(usage::catchUp))
                    .toList();
            for (Future<?> run : runs) {
                run.get();
            }
        }

        assertEquals(List.of(line(Grouping.MODEL, "m", 6000, 6000, output)), usage().of(query(Grouping.MODEL)));
    }

    @Test
    void noticesThatTheLogHasLostItsEnd() {
        usage().check();
        write(Kind.SETTLE, "2026-03-01T10:00:00Z", ANN, new Usage(1, 1));
        usage().catchUp();
        usage().check();

        IllegalStateException missing = assertThrows(
                IllegalStateException.class, () -> new JdbcUsage(database, new InMemoryAuditLog()).check());
        assertTrue(
                String.valueOf(missing.getMessage()).contains("counted 1 entries of the audit log, and the log has 0"));
    }
}
