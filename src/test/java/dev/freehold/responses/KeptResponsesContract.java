package dev.freehold.responses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.responses.JdbcKeptResponses.Bounds;
import dev.freehold.store.Database;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is kept is found by its project until its time is over, and by nobody else. */
abstract class KeptResponsesContract {
    private static final Owner WEB = new Owner("acme", "web");
    private static final KeptResponse SECRET =
            new KeptResponse("{\"answer\":\"quetzalcoatl ✓\"}", "{\"input\":\"huitzilopochtli\"}");
    private static final Duration HOUR = Duration.ofHours(1);

    private final byte[] key = new byte[32];
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    abstract Database database();

    private JdbcKeptResponses kept(Bounds bounds) {
        return new JdbcKeptResponses(database(), new Seal(key), bounds, () -> now);
    }

    private JdbcKeptResponses kept() {
        return kept(new Bounds(HOUR, 1000, 10_000));
    }

    @Test
    void findsWhatWasKept() {
        assertTrue(kept().keep(WEB, "resp_1", SECRET));

        assertEquals(Optional.of(SECRET), kept().find(WEB, "resp_1"));
        assertEquals(Optional.empty(), kept().find(WEB, "resp_2"));
    }

    @Test
    void anotherTenantOrProjectFindsNothingAndDeletesNothing() {
        kept().keep(WEB, "resp_1", SECRET);

        for (Owner other :
                new Owner[] {new Owner("acme", "batch"), new Owner("other", "web"), new Owner("acm", "eweb")}) {
            assertEquals(Optional.empty(), kept().find(other, "resp_1"));
            assertFalse(kept().delete(other, "resp_1"));
        }
        assertEquals(Optional.of(SECRET), kept().find(WEB, "resp_1"));
    }

    @Test
    void whatIsDeletedIsGone() {
        kept().keep(WEB, "resp_1", SECRET);

        assertTrue(kept().delete(WEB, "resp_1"));
        assertEquals(Optional.empty(), kept().find(WEB, "resp_1"));
        assertFalse(kept().delete(WEB, "resp_1"));
    }

    @Test
    void whatHasHadItsTimeIsGoneBeforeItIsSweptAndSweptOnce() {
        kept().keep(WEB, "resp_1", SECRET);
        now = now.plus(HOUR).minusMillis(1);
        kept().keep(WEB, "resp_2", SECRET);
        assertEquals(Optional.of(SECRET), kept().find(WEB, "resp_1"));

        now = now.plusMillis(1);
        assertEquals(Optional.empty(), kept().find(WEB, "resp_1"));
        assertFalse(kept().delete(WEB, "resp_1"));
        assertEquals(1, kept().sweep());
        assertEquals(0, kept().sweep());
        assertEquals(Optional.of(SECRET), kept().find(WEB, "resp_2"));
    }

    @Test
    void theOldestOfTheProjectMakeRoomAndNoOthers() {
        Bounds bounds = new Bounds(HOUR, 1000, 250);
        Owner other = new Owner("acme", "batch");
        kept(bounds).keep(other, "resp_0", SECRET);
        for (int i = 1; i <= 4; i++) {
            now = now.plusSeconds(1);
            assertTrue(kept(bounds).keep(WEB, "resp_" + i, SECRET));
        }

        assertEquals(Optional.empty(), kept().find(WEB, "resp_1"));
        assertEquals(Optional.empty(), kept().find(WEB, "resp_2"));
        assertEquals(Optional.of(SECRET), kept().find(WEB, "resp_3"));
        assertEquals(Optional.of(SECRET), kept().find(WEB, "resp_4"));
        assertEquals(Optional.of(SECRET), kept().find(other, "resp_0"));
    }

    @Test
    void whatIsTooLargeIsNotKeptAndTakesNothingAway() {
        kept().keep(WEB, "resp_1", SECRET);

        assertFalse(kept().keep(WEB, "resp_2", new KeptResponse("x".repeat(1000), "")));
        assertEquals(Optional.empty(), kept().find(WEB, "resp_2"));
        assertEquals(Optional.of(SECRET), kept().find(WEB, "resp_1"));
    }

    @Test
    void noWordOfItIsInTheDatabase() {
        kept().keep(WEB, "resp_1", SECRET);

        String row = new String(sealed(), StandardCharsets.ISO_8859_1);
        assertFalse(row.contains("quetzalcoatl") || row.contains("huitzilopochtli"), row);
    }

    @Test
    void whatAnotherKeySealedIsNotThere() {
        kept().keep(WEB, "resp_1", SECRET);
        key[0] = 1;

        assertEquals(Optional.empty(), kept().find(WEB, "resp_1"));
    }

    @Test
    void rowsThatWereMovedOrGivenMoreTimeDoNotOpen() {
        for (String change : new String[] {
            "tenant = 'other'",
            "project = 'batch'",
            "id = 'resp_x'",
            "expires_at = expires_at + 1",
            "tenant = 'acmew', project = 'eb'"
        }) {
            kept().keep(WEB, "resp_1", SECRET);
            execute("UPDATE kept_response SET " + change);

            Owner owner = change.contains("'eb'")
                    ? new Owner("acmew", "eb")
                    : new Owner(
                            change.startsWith("tenant") ? "other" : "acme",
                            change.startsWith("project") ? "batch" : "web");
            String id = change.startsWith("id") ? "resp_x" : "resp_1";
            assertThrows(IllegalStateException.class, () -> kept().find(owner, id), change);
            execute("DELETE FROM kept_response");
        }
    }

    private byte[] sealed() {
        return database().read(connection -> {
            try (PreparedStatement statement = connection.prepareStatement("SELECT sealed FROM kept_response");
                    ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBytes(1);
            }
        });
    }

    private void execute(String sql) {
        int changed = database().inTransaction(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                return statement.executeUpdate();
            }
        });
        assertEquals(1, changed);
    }
}
