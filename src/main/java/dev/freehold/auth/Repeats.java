package dev.freehold.auth;

import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.store.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Remembers for a day what marked requests made, so that a repeat makes nothing twice. */
@ApplicationScoped
public class Repeats {
    private static final Duration KEPT = Duration.ofHours(24);

    private final Database database;

    Repeats(Database database) {
        this.database = database;
    }

    /**
     * What the same request made before.
     *
     * @throws Fault {@code CONFLICT} when the mark was given to another request
     */
    public Optional<String> target(RequestToken token) {
        return database.read(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement("SELECT request, target FROM repeated_request WHERE id = ?")) {
                statement.setString(1, token.id());
                try (ResultSet row = statement.executeQuery()) {
                    if (!row.next()) {
                        return Optional.<String>empty();
                    }
                    if (!row.getString(1).equals(token.request())) {
                        throw taken("belongs to another request already");
                    }
                    return Optional.of(row.getString(2));
                }
            }
        });
    }

    /** To be called in the transaction that makes {@code target}. */
    static void claim(Connection connection, RequestToken token, String target, Instant now) throws SQLException {
        try (PreparedStatement old = connection.prepareStatement("DELETE FROM repeated_request WHERE created_at < ?")) {
            old.setLong(1, now.minus(KEPT).toEpochMilli());
            old.executeUpdate();
        }
        try (PreparedStatement statement = connection.prepareStatement("INSERT INTO repeated_request"
                + " (id, request, target, created_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING")) {
            statement.setString(1, token.id());
            statement.setString(2, token.request());
            statement.setString(3, target);
            statement.setLong(4, now.toEpochMilli());
            if (statement.executeUpdate() == 0) {
                throw taken("belongs to a request that is being answered; ask again");
            }
        }
    }

    private static Fault taken(String how) {
        return new Fault(FaultCode.CONFLICT, "This Idempotency-Key " + how + ".").about("Idempotency-Key");
    }
}
