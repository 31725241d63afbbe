package dev.freehold.quota;

import dev.freehold.store.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Limits and what is used of them lie where the keys lie: this process counts alone, or with others in PostgreSQL. */
@Singleton
class ChosenLedger {
    private final Database database;

    ChosenLedger(Database database) {
        this.database = database;
    }

    @Produces
    @ApplicationScoped
    Allowances allowances(Instance<JdbcAllowances> alone, Instance<SharedAllowances> shared) {
        return switch (database.engine()) {
            case SQLITE -> alone.get();
            case POSTGRESQL -> shared.get();
        };
    }

    @Produces
    @ApplicationScoped
    QuotaLedger ledger(Instance<EmbeddedQuotaLedger> alone, Instance<SharedQuotaLedger> shared) {
        return switch (database.engine()) {
            case SQLITE -> alone.get();
            case POSTGRESQL -> shared.get();
        };
    }

    /** PostgreSQL forgets nothing. */
    @Produces
    @ApplicationScoped
    QuotaRecovery recovery(Instance<EmbeddedQuotaLedger> alone) {
        return switch (database.engine()) {
            case SQLITE -> alone.get();
            case POSTGRESQL -> (log, now) -> {};
        };
    }
}
