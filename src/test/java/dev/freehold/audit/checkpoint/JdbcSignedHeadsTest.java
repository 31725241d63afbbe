package dev.freehold.audit.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.store.Database;
import dev.freehold.store.PostgresServer;
import dev.freehold.store.StoreException;
import dev.freehold.tlog.Checkpoint;
import dev.freehold.tlog.Hash;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JdbcSignedHeadsTest extends SignedHeadsContract {
    private Database database = PostgresServer.open();

    @Override
    SignedHeads open() {
        database = PostgresServer.open();
        return new JdbcSignedHeads(database);
    }

    @Test
    void theRowNeverGoesBackWhoeverWritesIt() {
        SignedHeads heads = open();
        Checkpoint head = new Checkpoint("log.example/1", 7, Hash.EMPTY);
        assertTrue(heads.advance(Optional.empty(), head));

        assertThrows(StoreException.class, () -> execute("UPDATE audit_signed SET size = 6"));
        assertThrows(StoreException.class, () -> execute("UPDATE audit_signed SET origin = 'x'"));
        assertThrows(
                StoreException.class, () -> execute("UPDATE audit_signed SET root = decode(repeat('00', 32), 'hex')"));
        assertThrows(StoreException.class, () -> execute("DELETE FROM audit_signed"));
        assertThrows(StoreException.class, () -> execute("TRUNCATE audit_verifier_key"));
        assertEquals(Optional.of(head), heads.last());
    }

    @Test
    void replicasSeeThatAnotherHasJustSigned() {
        SignedHeads heads = open();
        assertTrue(!heads.isSignedWithin(Duration.ofMinutes(1)));
        heads.advance(Optional.empty(), new Checkpoint("log.example/1", 0, Hash.EMPTY));

        assertTrue(heads.isSignedWithin(Duration.ofMinutes(1)));
        assertTrue(!heads.isSignedWithin(Duration.ofSeconds(-1)));
    }

    private void execute(String sql) {
        database.inTransaction(connection -> run(connection, sql));
    }

    private static boolean run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.execute(sql);
        }
    }
}
