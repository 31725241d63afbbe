package dev.freehold.auth;

import dev.freehold.core.Caller;
import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.store.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Whether the callers of a tenant's project are let in. What this process changes counts at once, what another one changes after
 * five seconds at the latest.
 */
@ApplicationScoped
class Standings {
    private static final Duration REMEMBERED = Duration.ofSeconds(5);

    /** Whose callers are let in, and whose not. */
    enum Standing {
        OPEN,
        UNKNOWN_TENANT,
        UNKNOWN_PROJECT,
        SUSPENDED_TENANT,
        SUSPENDED_PROJECT
    }

    private record Place(String tenant, String project) {
        static Place of(Caller caller) {
            return new Place(caller.tenant(), caller.project());
        }
    }

    private final Database database;
    private final Verdicts<Place, Standing> verdicts;

    @Inject
    Standings(Database database) {
        this(database, InstantSource.system());
    }

    Standings(Database database, InstantSource clock) {
        this.database = database;
        this.verdicts = new Verdicts<>(REMEMBERED, clock);
    }

    /** Is the caller let in, for all that is known without waiting for the database? */
    boolean remembersAsOpen(Caller caller) {
        return verdicts.of(Place.of(caller)).equals(Optional.of(Standing.OPEN));
    }

    /**
     * Lets a caller in.
     *
     * @throws Fault {@code FORBIDDEN} when the tenant or the project is unknown or suspended
     */
    Caller admit(Caller caller) {
        Place place = Place.of(caller);
        Standing standing = verdicts.of(place).orElseGet(() -> lookUp(place));
        return switch (standing) {
            case OPEN -> caller;
            case UNKNOWN_TENANT -> throw refused("The organisation '%s' is not known here.", place.tenant());
            case UNKNOWN_PROJECT -> throw refused("The project '%s' is not known here.", place.project());
            case SUSPENDED_TENANT -> throw refused("The organisation '%s' is suspended.", place.tenant());
            case SUSPENDED_PROJECT -> throw refused("The project '%s' is suspended.", place.project());
        };
    }

    /** To be called after every change. */
    void changed() {
        verdicts.forgetAll();
    }

    private Standing lookUp(Place place) {
        long epoch = verdicts.epoch();
        Standing found = database.read(connection -> read(connection, place));
        verdicts.remember(place, found, Instant.MAX, epoch);
        return found;
    }

    private static Standing read(Connection connection, Place place) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT t.suspended_at, p.id, p.suspended_at FROM tenant t
                LEFT JOIN project p ON p.tenant = t.id AND p.id = ? WHERE t.id = ?""")) {
            statement.setString(1, place.project());
            statement.setString(2, place.tenant());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? standing(row) : Standing.UNKNOWN_TENANT;
            }
        }
    }

    private static Standing standing(ResultSet row) throws SQLException {
        if (row.getObject(1) != null) {
            return Standing.SUSPENDED_TENANT;
        }
        if (row.getString(2) == null) {
            return Standing.UNKNOWN_PROJECT;
        }
        return row.getObject(3) == null ? Standing.OPEN : Standing.SUSPENDED_PROJECT;
    }

    private static Fault refused(String message, String name) {
        return new Fault(FaultCode.FORBIDDEN, message.formatted(name));
    }
}
