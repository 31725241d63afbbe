package dev.freehold.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.freehold.store.DataFolder;
import dev.freehold.store.Database;
import dev.freehold.store.PostgresServer;
import io.agroal.api.AgroalDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Replicas that start together on one empty PostgreSQL, each with a folder of its own. */
class SharedFirstKeyTest {

    @TempDir
    Path folders;

    private final CyclicBarrier bothHaveLooked = new CyclicBarrier(2);

    @Test
    void twoThatStartTogetherMakeOneKey() throws Exception {
        String url = PostgresServer.newDatabase();
        try (AgroalDataSource connections = PostgresServer.connect(url, 8)) {
            Database database = new Database(connections, Database.Engine.POSTGRESQL);
            new RootTenant(database, "default").open();
            CompletableFuture<Optional<Path>> one = start(database, folders.resolve("one"));
            CompletableFuture<Optional<Path>> other = start(database, folders.resolve("other"));

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

    private CompletableFuture<Optional<Path>> start(Database database, Path home) throws IOException {
        DataFolder folder = new DataFolder(Files.createDirectory(home));
        JdbcApiKeys keys = keys(database);
        BootstrapKey bootstrap = new BootstrapKey(
                new Waiting(keys), keys, new RootTenant(database, "default"), new RecordingAuditLog(), folder);
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

    /** Goes on when the other has seen too that there is no key. */
    private final class Waiting implements FirstKey {
        private final FirstKey keys;

        Waiting(FirstKey keys) {
            this.keys = keys;
        }

        @Override
        public boolean isMissing() {
            boolean isMissing = keys.isMissing();
            try {
                bothHaveLooked.await(1, TimeUnit.MINUTES);
            } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
                throw new AssertionError(e);
            }
            return isMissing;
        }

        @Override
        public boolean store(ApiKey key, Fingerprint secret) {
            return keys.store(key, secret);
        }
    }
}
