package dev.freehold.auth;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.core.Role;
import dev.freehold.store.SqliteDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdbcApiKeysTest extends ApiKeysContract {
    @TempDir
    Path folder;

    @Override
    ApiKeys open(SettableClock time) {
        return new JdbcApiKeys(SqliteDatabase.in(folder), DEFAULT_EXPIRY, time);
    }

    @Test
    void leavesNoSecretOnTheDisk() throws IOException {
        IssuedKey issued = open(clock).issue(wish(Role.INFERENCE), ADMIN);
        String secret = issued.secret().substring(19, 62);

        try (Stream<Path> files = Files.list(folder)) {
            List<String> contents = files.map(JdbcApiKeysTest::bytes).toList();
            assertTrue(
                    contents.stream()
                            .anyMatch(text -> text.contains(issued.key().id())),
                    "the key's row");
            assertFalse(contents.stream().anyMatch(text -> text.contains(secret)), "its secret");
        }
    }

    private static String bytes(Path file) {
        try {
            return Files.readString(file, ISO_8859_1);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
