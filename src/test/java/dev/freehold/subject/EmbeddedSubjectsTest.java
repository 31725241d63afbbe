package dev.freehold.subject;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.store.DataFolder;
import dev.freehold.store.Database;
import dev.freehold.store.SqliteDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class EmbeddedSubjectsTest extends SubjectsContract {
    @Override
    Database open(Path home) {
        return SqliteDatabase.in(home);
    }

    private Keyring keyring(KeySettings settings) {
        return new Keyring(settings, database, new DataFolder(folder));
    }

    @Test
    void makesTheMasterKeyAtTheFirstStartForItsOwnerOnly() throws Exception {
        keyring(KeySettings.NONE).open(false);
        Path file = folder.resolve("subjects.key");
        String key = Files.readString(file);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        keyring(KeySettings.NONE).open(false);
        assertEquals(key, Files.readString(file));
    }

    @Test
    void aMasterKeyThatIsGoneOrNoneIsRefusedAndNeverMadeAnew() throws Exception {
        keyring(KeySettings.NONE).open(false);
        Path file = folder.resolve("subjects.key");
        Files.delete(file);
        assertThrows(UnusableKeyException.class, () -> keyring(KeySettings.NONE).open(false));
        assertFalse(Files.exists(file));
        Files.writeString(file, "c2hvcnQ=");
        assertThrows(UnusableKeyException.class, () -> keyring(KeySettings.NONE).open(false));
    }

    @Test
    void takesTheKeyFromItsFile() throws Exception {
        Path file = Files.writeString(folder.resolve("given"), KeySettings.ONE + "\n");
        keyring(new KeySettings(Optional.empty(), Optional.of(file))).open(true);
        keyring(KeySettings.of(KeySettings.ONE)).open(true);
        assertThrows(
                UnusableKeyException.class,
                () -> keyring(new KeySettings(Optional.of(KeySettings.ONE), Optional.of(file)))
                        .open(true));
    }

    /** Crypto-shredding: the keys of the erased are in no file, not even in a page that is free or an old write-ahead log. */
    @Test
    void nothingOfAnErasedKeyIsLeftInAnyFile() throws Exception {
        JdbcSubjects subjects = subjects();
        List<String> handles = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            String handle = subjects.handle("acme", "jwt:https://issuer.example#canary-" + i);
            assertTrue(subjects.forSealing(handle, "2026-10").isPresent());
            assertTrue(subjects.forSealing(handle, "2026-11").isPresent());
            handles.add(handle);
        }
        List<byte[]> erased = new ArrayList<>();
        List<byte[]> kept = new ArrayList<>();
        for (int i = 0; i < handles.size(); i++) {
            for (String epoch : List.of("2026-10", "2026-11", JdbcSubjects.IDENTITY)) {
                (i % 2 == 0 ? erased : kept).add(wrapped(handles.get(i), epoch));
            }
        }
        assertEquals(erased.size(), found(erased));

        for (int i = 0; i < handles.size(); i += 2) {
            subjects.erase(handles.get(i), order());
        }

        assertEquals(0, found(erased));
        assertEquals(kept.size(), found(kept));
        assertEquals(0, found(List.of("canary-1".getBytes(StandardCharsets.UTF_8))));
        for (int i = 1; i < handles.size(); i += 2) {
            assertTrue(subjects.forReading(handles.get(i), "2026-11").isPresent());
        }
    }

    private byte[] wrapped(String handle, String epoch) {
        return database.<Optional<byte[]>>read(connection -> SubjectRows.key(connection, handle, epoch))
                .orElseThrow();
    }

    /** How many of these are in the files of the data folder. */
    private int found(List<byte[]> needles) throws Exception {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return (int) needles.stream()
                .filter(needle -> all.indexOf(new String(needle, StandardCharsets.ISO_8859_1)) >= 0)
                .count();
    }
}
