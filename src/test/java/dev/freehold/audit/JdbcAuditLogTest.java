package dev.freehold.audit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.store.Database;
import dev.freehold.store.PostgresServer;
import dev.freehold.store.StoreException;
import io.agroal.api.AgroalDataSource;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What only a log has that several processes share. */
class JdbcAuditLogTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final List<JdbcAuditLog> opened = new ArrayList<>();
    private String url;
    private AgroalDataSource source;
    private Database database;

    @BeforeEach
    void open() {
        url = PostgresServer.newDatabase();
        source = PostgresServer.connect(url, 4);
        database = new Database(source, Database.Engine.POSTGRESQL);
    }

    @AfterEach
    void close() {
        opened.forEach(JdbcAuditLog::close);
    }

    /** Another process's view: connections, queue and thread of its own. */
    private JdbcAuditLog replica() {
        JdbcAuditLog log =
                new JdbcAuditLog(new Database(PostgresServer.connect(url, 4), Database.Engine.POSTGRESQL), TIMEOUT);
        opened.add(log);
        return log;
    }

    @Test
    void replicasShareOneSequenceWithoutGaps() {
        List<JdbcAuditLog> replicas = List.of(replica(), replica(), replica());
        List<CompletableFuture<Long>> appended = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            appended.add(replicas.get(i % 3).append(Entries.admin("key_" + i)));
        }
        Set<Long> indices = new TreeSet<>();
        appended.forEach(index -> indices.add(index.join()));

        assertEquals(3000, indices.size());
        assertEquals(List.of(0L, 2999L), List.of(indices.iterator().next(), ((TreeSet<Long>) indices).last()));
        List<RecordedEntry> seen = new ArrayList<>();
        replicas.getFirst().replay(Instant.MIN, seen::add);
        assertEquals(3000, seen.size());
        for (int i = 0; i < seen.size(); i++) {
            assertEquals(i, seen.get(i).index());
        }
    }

    /** With nothing but SHA-256 and the rows. */
    @Test
    void eachEntryHasTheHashOfTheOneBefore() {
        JdbcAuditLog log = replica();
        for (int i = 0; i < 20; i++) {
            log.record(Entries.admin("key_" + i));
        }
        byte[] previous = database.read(connection -> {
            byte[] hash = new byte[32];
            try (PreparedStatement statement =
                            connection.prepareStatement("SELECT previous, leaf FROM audit_entry ORDER BY idx");
                    ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    assertArrayEquals(hash, rows.getBytes(1));
                    hash = Chain.leafHash(rows.getBytes(2));
                }
            }
            return hash;
        });
        byte[] head = database.read(connection -> {
            try (PreparedStatement statement = connection.prepareStatement("SELECT previous FROM audit_head");
                    ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBytes(1);
            }
        });
        assertArrayEquals(previous, head);
    }

    @Test
    void aLineIsTheSameAsInTheFiles() {
        AuditEntry entry = Entries.admin("key_1");
        replica().record(entry);
        byte[] leaf = database.read(connection -> {
            try (PreparedStatement statement = connection.prepareStatement("SELECT leaf FROM audit_entry");
                    ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBytes(1);
            }
        });
        assertEquals(EntryJson.write(entry), new String(leaf, StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE audit_entry SET recorded_at = 0",
                "DELETE FROM audit_entry",
                "TRUNCATE audit_entry",
                "UPDATE audit_head SET next = 0",
                "DELETE FROM audit_head",
                "TRUNCATE audit_head"
            })
    void nothingCanBeTakenBack(String sql) {
        replica().record(Entries.admin("key_1"));
        StoreException refused = assertThrows(StoreException.class, () -> execute(sql));
        assertTrue(String.valueOf(refused.getCause()).contains("append-only"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM audit_entry WHERE idx = 2",
                "UPDATE audit_entry SET leaf = convert_to(replace(convert_from(leaf, 'UTF8'), 'key_2', 'key_9'), 'UTF8')"
                        + " WHERE idx = 2",
                "UPDATE audit_head SET next = 2",
                "UPDATE audit_head SET previous = sha256('')"
            })
    void doesNotGoOnBehindAnEndThatSomebodyChanged(String tampering) {
        JdbcAuditLog log = replica();
        for (int i = 0; i < 3; i++) {
            log.record(Entries.admin("key_" + i));
        }
        execute("ALTER TABLE audit_entry DISABLE TRIGGER ALL");
        execute("ALTER TABLE audit_head DISABLE TRIGGER ALL");
        execute(tampering);

        assertThrows(UnusableLogException.class, this::replica);
    }

    @Test
    void readingSeesAChangedEntryInTheMiddle() {
        JdbcAuditLog log = replica();
        for (int i = 0; i < 5; i++) {
            log.record(Entries.admin("key_" + i));
        }
        execute("ALTER TABLE audit_entry DISABLE TRIGGER ALL");
        execute(
                "UPDATE audit_entry SET leaf = convert_to(replace(convert_from(leaf, 'UTF8'), 'key_2', 'key_9'), 'UTF8')");

        assertThrows(UnusableLogException.class, () -> log.at(List.of(0L, 1L, 2L, 3L)));
        assertThrows(UnusableLogException.class, () -> log.replay(Instant.MIN, recorded -> {}));
    }

    @Test
    void refusesWhileTheDatabaseDoesNotTakeEntriesAndGoesOnAfterwards() throws Exception {
        JdbcAuditLog log = replica();
        log.record(Entries.admin("before"));
        try (var connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SELECT next FROM audit_head FOR UPDATE");
            Fault fault = assertThrows(Fault.class, () -> log.record(Entries.admin("during")));
            assertEquals(FaultCode.AUDIT_UNAVAILABLE, fault.code());
            assertFalse(log.isWritable());
            connection.rollback();
        }
        Thread.sleep(1100);
        assertEquals(1, log.record(Entries.admin("after")));
        assertTrue(log.isWritable());
    }

    private void execute(String sql) {
        database.inTransaction(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute(sql);
            }
        });
    }
}
