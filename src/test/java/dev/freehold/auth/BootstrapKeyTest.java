package dev.freehold.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.audit.AuditEntry;
import dev.freehold.core.Caller;
import dev.freehold.core.Fault;
import dev.freehold.core.Role;
import dev.freehold.store.DataFolder;
import dev.freehold.store.Database;
import dev.freehold.store.SqliteDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootstrapKeyTest {
    /** Stands for the process that dies. */
    private static final class Crash extends Error {
        private static final long serialVersionUID = 1;
    }

    @TempDir
    Path folder;

    private final RecordingAuditLog audit = new RecordingAuditLog();
    private final List<Caller> callers = new ArrayList<>();
    private JdbcApiKeys keys;
    private RootTenant root;

    @BeforeEach
    void open() {
        Database database = SqliteDatabase.in(folder);
        root = new RootTenant(database, "default");
        root.open();
        keys = new JdbcApiKeys(database, ApiKeysContract.LIFE, new Standings(database), InstantSource.system());
    }

    @Test
    void mintsAKeyWithEveryRoleThatNeverExpires() throws IOException {
        Path file = mint(callers::add).orElseThrow();

        assertEquals(folder.resolve("bootstrap-admin.key"), file);
        Caller caller = keys.verify(key()).caller();
        assertEquals(EnumSet.allOf(Role.class), caller.roles());
        assertEquals("default", caller.tenant());
        assertEquals("default", caller.project());
        ApiKey stored = all().getFirst();
        assertEquals("bootstrap", stored.name());
        assertEquals(Optional.empty(), stored.expiry());
        assertEquals(List.of(caller), callers);
    }

    @Test
    void letsOnlyTheOwnerReadTheFile() throws IOException {
        Path file = mint(callers::add).orElseThrow();

        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertTrue(Files.readString(file).matches("fh_live_\\w{10}_\\w{49}\n"));
        assertFalse(Files.exists(aside()));
    }

    @Test
    void recordsItWithoutTheSecret() throws IOException {
        mint(callers::add);

        AuditEntry entry = audit.entries.getFirst();
        assertEquals(AuditEntry.Kind.ADMIN, entry.kind());
        assertEquals("key.bootstrap", entry.action());
        assertEquals(all().getFirst().id(), entry.target());
        assertFalse(entry.toString().contains(key().substring(19)));
    }

    @Test
    void mintsOnlyOnce() throws IOException {
        mint(callers::add);
        String first = key();

        assertEquals(Optional.empty(), mint(callers::add));
        Files.delete(folder.resolve("bootstrap-admin.key"));
        keys.revoke(all().getFirst().id(), false, TestMandates.ALL);

        assertEquals(Optional.empty(), mint(callers::add));
        assertEquals(1, audit.entries.size());
        assertThrows(Fault.class, () -> keys.verify(first));
    }

    @Test
    void mintsNothingWhereAnyKeyIs() {
        keys.issue(
                ApiKeysContract.wish(Role.INFERENCE),
                ApiKeysContract.creator("default", EnumSet.allOf(Role.class), Set.of()),
                limits -> {},
                TestMandates.ALL);

        assertEquals(Optional.empty(), mint(callers::add));
        assertEquals(List.of(), callers);
    }

    @Test
    void givesTheKeyItsLimitsBeforeItWorks() {
        mint(scope -> {
            assertThrows(Fault.class, () -> keys.verify(read(aside())));
            assertEquals(List.of(), all());
        });
    }

    @Test
    void storesNoKeyThatCannotBeRecorded() throws IOException {
        audit.isWritable = false;
        assertThrows(Fault.class, () -> mint(callers::add));
        assertEquals(List.of(), all());

        audit.isWritable = true;
        assertTrue(mint(callers::add).isPresent());
        keys.verify(key());
    }

    @Test
    void startsAgainAfterACrashBeforeTheKeyWasStored() throws IOException {
        assertThrows(
                Crash.class,
                () -> mint(scope -> {
                    throw new Crash();
                }));
        String lost = read(aside());
        assertFalse(Files.exists(folder.resolve("bootstrap-admin.key")));

        assertTrue(mint(callers::add).isPresent());

        keys.verify(key());
        assertThrows(Fault.class, () -> keys.verify(lost));
        assertEquals(1, all().size());
    }

    @Test
    void namesTheFileAfterACrashThatLeftItAside() throws IOException {
        mint(callers::add);
        String key = key();
        Files.move(folder.resolve("bootstrap-admin.key"), aside());

        assertEquals(Optional.of(folder.resolve("bootstrap-admin.key")), mint(callers::add));
        assertEquals(key, key());
        assertEquals(1, all().size());
    }

    @Test
    void throwsAwayALeftoverThatOpensNothing() throws IOException {
        mint(callers::add);
        String key = key();
        Files.writeString(aside(), "fh_live_torn");

        assertEquals(Optional.empty(), mint(callers::add));
        assertFalse(Files.exists(aside()));
        assertEquals(key, key());
    }

    @Test
    void replacesAFileThatBelongsToAnotherDatabase() throws IOException {
        Files.writeString(folder.resolve("bootstrap-admin.key"), "stale");

        assertTrue(mint(callers::add).isPresent());

        keys.verify(key());
    }

    private Optional<Path> mint(Consumer<Caller> unlimited) {
        return new BootstrapKey(keys, keys, root, audit, new DataFolder(folder)).mintIfEmpty(unlimited);
    }

    private List<ApiKey> all() {
        return keys.list(new KeyFilter(Reach.EVERYTHING, Optional.empty()), ApiKeysContract.FIRST_PAGE)
                .items();
    }

    private Path aside() {
        return folder.resolve("bootstrap-admin.key.new");
    }

    private String key() throws IOException {
        return Files.readString(folder.resolve("bootstrap-admin.key")).strip();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
