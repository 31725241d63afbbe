package dev.freehold.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.store.DataFolder;
import dev.freehold.store.Database;
import dev.freehold.store.PostgresServer;
import io.agroal.api.AgroalDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Replicas that start together on one empty PostgreSQL, each with a folder of its own. */
class SharedFirstKeyTest {

    @TempDir
    Path folders;

    @TempDir
    Path practice;

    /** Both are held up where they would store their key, so both have seen that there is none. */
    @Test
    void twoThatStartTogetherMakeOneKey() throws Exception {
        practise();
        String url = PostgresServer.newDatabase();
        try (AgroalDataSource connections = PostgresServer.connect(url, 8);
                AgroalDataSource aside = PostgresServer.connect(url, 1);
                Connection holder = aside.getConnection()) {
            Database database = new Database(connections, Database.Engine.POSTGRESQL);
            new RootTenant(database, "default").open();
            holder.setAutoCommit(false);
            execute(holder, "LOCK TABLE api_key IN SHARE MODE");
            CompletableFuture<Optional<Path>> one = start(database, folders.resolve("one"));
            CompletableFuture<Optional<Path>> other = start(database, folders.resolve("other"));
            awaitWaiting(holder, 2);
            holder.rollback();

            List<Path> minted = Stream.of(one.join(), other.join())
                    .flatMap(Optional::stream)
                    .toList();

            assertEquals(1, minted.size());
            assertEquals(
                    1,
                    keys(database)
                            .list(everything(), ApiKeysContract.FIRST_PAGE)
                            .items()
                            .size());
            keys(database).verify(Files.readString(minted.getFirst()).strip());
            assertEquals(minted, files(), "the other has thrown its own away");
        }
    }

    /** Code that runs for the first time is slow, and nobody waits for a lock for more than a second. */
    private void practise() throws Exception {
        try (AgroalDataSource connections = PostgresServer.connect(PostgresServer.newDatabase(), 2)) {
            Database database = new Database(connections, Database.Engine.POSTGRESQL);
            new RootTenant(database, "default").open();
            start(database, practice.resolve("alone")).join();
        }
    }

    private CompletableFuture<Optional<Path>> start(Database database, Path home) throws IOException {
        DataFolder folder = new DataFolder(Files.createDirectory(home));
        JdbcApiKeys keys = keys(database);
        BootstrapKey bootstrap =
                new BootstrapKey(keys, keys, new RootTenant(database, "default"), new RecordingAuditLog(), folder);
        return CompletableFuture.supplyAsync(
                () -> bootstrap.mintIfEmpty(caller -> {}),
                task -> Thread.ofPlatform().start(task));
    }

    private static JdbcApiKeys keys(Database database) {
        return new JdbcApiKeys(database, ApiKeysContract.LIFE, new Standings(database), InstantSource.system());
    }

    private static KeyFilter everything() {
        return new KeyFilter(Reach.EVERYTHING, Optional.empty());
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(folders)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static void awaitWaiting(Connection holder, int sessions) throws SQLException, InterruptedException {
        long deadline = System.nanoTime() + 900_000_000;
        while (waiting(holder) < sessions) {
            assertTrue(System.nanoTime() < deadline, "both wait in time");
            Thread.sleep(5);
        }
    }

    private static int waiting(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM pg_locks WHERE NOT granted AND pid IN"
                        + " (SELECT pid FROM pg_stat_activity WHERE datname = current_database())")) {
            row.next();
            return row.getInt(1);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
