package dev.freehold.audit.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.audit.AuditEntry;
import dev.freehold.audit.AuditLog;
import dev.freehold.tlog.SignatureKind;
import dev.freehold.tlog.SigningKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogKeysTest {
    @TempDir
    Path home;

    private final List<AuditEntry> recorded = new ArrayList<>();

    private record Settings(Optional<String> origin, Optional<Path> keyFile, Optional<Path> previousKeyFile)
            implements CheckpointConfig {
        static final Settings NONE = new Settings(Optional.empty(), Optional.empty(), Optional.empty());

        @Override
        public Duration interval() {
            return Duration.ofSeconds(1);
        }

        @Override
        public Duration heartbeat() {
            return Duration.ofSeconds(60);
        }
    }

    private final AuditLog audit = new AuditLog() {
        @Override
        public CompletableFuture<Long> append(AuditEntry entry) {
            return CompletableFuture.completedFuture(record(entry));
        }

        @Override
        public long record(AuditEntry entry) {
            recorded.add(entry);
            return recorded.size() - 1L;
        }

        @Override
        public boolean isWritable() {
            return true;
        }
    };

    private LogKeys.Signing open(Settings settings) {
        return new LogKeys(settings, new FileSignedHeads(home.resolve("audit")), new KeyFiles(home), audit).open();
    }

    private Path written(String name) throws Exception {
        Path file = home.resolve(name);
        Files.writeString(file, SigningKey.generate("any", SignatureKind.LOG).pem());
        return file;
    }

    @Test
    void theFirstStartMakesAKeyThatOnlyItsOwnerMayRead() throws Exception {
        LogKeys.Signing first = open(Settings.NONE);
        new KeyFiles(home).use();

        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("checkpoint.key"))));
        assertEquals(first.key().verifier(), open(Settings.NONE).key().verifier());
        assertEquals(List.of(), recorded);
    }

    @Test
    void aStartThatDidNotComeToSignGoesOnWithItsKey() {
        assertEquals(
                open(Settings.NONE).key().verifier(), open(Settings.NONE).key().verifier());
        assertFalse(new KeyFiles(home).isInUse());
    }

    @Test
    void aKeyThatIsGoneOrAnotherIsRefused() throws Exception {
        open(Settings.NONE);
        new KeyFiles(home).use();
        Files.delete(home.resolve("checkpoint.key"));
        assertThrows(UnusableSigningKeyException.class, () -> open(Settings.NONE));

        Settings other = new Settings(Optional.empty(), Optional.of(written("other.pem")), Optional.empty());
        assertThrows(UnusableSigningKeyException.class, () -> open(other));
        Settings typo = new Settings(Optional.empty(), Optional.of(home.resolve("nowhere.pem")), Optional.empty());
        assertThrows(UnusableSigningKeyException.class, () -> open(typo));
    }

    @Test
    void theNameIsChosenOnce() throws Exception {
        Path key = written("key.pem");
        open(new Settings(Optional.of("log.example/1"), Optional.of(key), Optional.empty()));

        assertEquals(
                "log.example/1",
                open(new Settings(Optional.empty(), Optional.of(key), Optional.empty()))
                        .key()
                        .verifier()
                        .name());
        Settings renamed = new Settings(Optional.of("log.example/2"), Optional.of(key), Optional.empty());
        assertThrows(UnusableSigningKeyException.class, () -> open(renamed));
    }

    @Test
    void aRotationIsRecordedAndBothKeysSignForADay() throws Exception {
        Path before = written("before.pem");
        Path after = written("after.pem");
        LogKeys.Signing old = open(new Settings(Optional.of("log.example/1"), Optional.of(before), Optional.empty()));
        Settings rotated = new Settings(Optional.empty(), Optional.of(after), Optional.of(before));
        LogKeys.Signing both = open(rotated);

        assertEquals("key-rotate", recorded.getFirst().action());
        assertEquals(both.key().verifier().toString(), recorded.getFirst().target());
        assertEquals("previous=" + old.key().verifier(), recorded.getFirst().change());
        assertEquals(2, both.at(both.since().plus(Duration.ofHours(23))).size());
        assertEquals(1, both.at(both.since().plus(Duration.ofHours(25))).size());
        assertEquals(
                List.of(old.key().verifier(), both.key().verifier()),
                new FileSignedHeads(home.resolve("audit")).keys());
        assertEquals(both.key().verifier(), open(rotated).key().verifier());
        assertEquals(1, recorded.size());
        assertTrue(assertThrows(
                        UnusableSigningKeyException.class,
                        () -> open(new Settings(Optional.empty(), Optional.of(before), Optional.empty())))
                .toString()
                .contains("previous-key-file"));
    }
}
