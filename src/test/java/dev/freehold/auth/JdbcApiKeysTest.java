package dev.freehold.auth;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.core.FaultCode;
import dev.freehold.core.Role;
import dev.freehold.store.Database;
import dev.freehold.store.SqliteDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdbcApiKeysTest extends ApiKeysContract {
    @TempDir
    Path folder;

    @Override
    JdbcApiKeys open(SettableClock time) {
        Database database = SqliteDatabase.in(folder);
        new RootTenant(database, "acme").open();
        new RootTenant(database, "other").open();
        return new JdbcApiKeys(database, LIFE, new Standings(database, time), time);
    }

    @Override
    void weaken(String id, Role... left) {
        String roles = Stream.of(left).map(Role::wireName).collect(Collectors.joining(" "));
        SqliteDatabase.in(folder)
                .inTransaction(
                        connection -> Sql.change(connection, "UPDATE api_key SET roles = ? WHERE id = ?", roles, id));
    }

    @Test
    void asksTheDatabaseAboutAnUnknownKeyOnceInFiveSeconds() {
        JdbcApiKeys here = open(clock);
        ApiKeyFormat.Parts parts = ApiKeyFormat.mint(new SecureRandom());
        String presented = ApiKeyFormat.write(parts);
        assertRefused(FaultCode.UNAUTHENTICATED, () -> here.verify(presented));

        ApiKey key = ApiKey.fresh(parts.id(), "acme", wish(Role.INFERENCE), "bootstrap", clock.instant(), null);
        assertTrue(open(clock).store(key, Fingerprint.of(parts.secret())));

        assertRefused(FaultCode.UNAUTHENTICATED, () -> here.verify(presented));
        clock.advance(Duration.ofSeconds(5));
        assertEquals(key.caller(), here.verify(presented).caller());
    }

    @Test
    void leavesNoSecretOnTheDisk() throws IOException {
        IssuedKey issued = issue(wish(Role.INFERENCE), ADMIN);
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
