package dev.freehold.quota;

import dev.freehold.audit.ReplicaLog;
import dev.freehold.quota.Limit.Dimension;
import dev.freehold.quota.Limit.Window;
import dev.freehold.store.Database;
import dev.freehold.store.PostgresServer;
import io.agroal.api.AgroalDataSource;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** A process's own half of a shared ledger, in the same JVM: its connections, threads and lease. */
final class Replica implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(2);

    final Database database;
    final SharedAllowances allowances;
    final SharedQuotaLedger ledger;
    final ReplicaLog log;
    private final AgroalDataSource connections;

    Replica(String url, Duration lease) {
        this(PostgresServer.connect(url, 4), LedgerClock.DATABASE, lease);
    }

    Replica(AgroalDataSource connections, LedgerClock clock, Duration lease) {
        this.connections = connections;
        database = new Database(connections, Database.Engine.POSTGRESQL);
        allowances = new SharedAllowances(
                database, new Allowance.Limited(List.of(new Limit(Dimension.REQUESTS, Window.MINUTE, 1))));
        log = new ReplicaLog(database);
        ledger = new SharedQuotaLedger(
                database, log.beside(), allowances, clock, lease, PATIENCE, new RecentGauges(Duration.ZERO));
    }

    /** A clock that the test turns, instead of the database's. */
    static LedgerClock turnedBy(InstantSource clock) {
        return connection -> Micros.of(clock.instant());
    }

    /** As if the network to the database had been pulled out: nothing is given back, nothing is said. */
    void cutOff() {
        connections.close();
    }

    @Override
    public void close() {
        ledger.close();
        log.close();
        connections.close();
    }
}
