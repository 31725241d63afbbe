package dev.freehold.audit;

import dev.freehold.store.PostgresServer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

final class JdbcAuditLogContractTest extends AuditLogContract {
    private JdbcAuditLog log;

    @BeforeEach
    void open() {
        log = new JdbcAuditLog(PostgresServer.open(), Duration.ofSeconds(2));
    }

    @AfterEach
    void close() {
        if (log != null) {
            log.close();
        }
    }

    @Override
    AuditLog log() {
        return log;
    }

    @Override
    AuditReader reader() {
        return log;
    }
}
