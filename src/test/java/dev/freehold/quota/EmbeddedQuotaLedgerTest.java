package dev.freehold.quota;

import dev.freehold.audit.InMemoryAuditLog;
import java.time.InstantSource;
import org.junit.jupiter.api.Nested;

class EmbeddedQuotaLedgerTest {

    private static LedgerBench.Backend embedded(InstantSource clock) {
        InMemoryAllowances allowances = new InMemoryAllowances();
        InMemoryAuditLog log = new InMemoryAuditLog();
        return new LedgerBench.Backend(new EmbeddedQuotaLedger(allowances, log, clock), allowances, log);
    }

    @Nested
    class Admission extends AdmissionContract {
        @Override
        Backend backend(InstantSource clock) {
            return embedded(clock);
        }
    }

    @Nested
    class Refusals extends RefusalContract {
        @Override
        Backend backend(InstantSource clock) {
            return embedded(clock);
        }
    }

    @Nested
    class Time extends TimeContract {
        @Override
        Backend backend(InstantSource clock) {
            return embedded(clock);
        }
    }

    @Nested
    class Crowd extends CrowdContract {
        @Override
        Backend backend(InstantSource clock) {
            return embedded(clock);
        }
    }

    @Nested
    class ScopesAndModels extends ScopeContract {
        @Override
        Backend backend(InstantSource clock) {
            return embedded(clock);
        }
    }

    @Nested
    class Records extends RecordContract {
        @Override
        Backend backend(InstantSource clock) {
            return embedded(clock);
        }
    }

    @Nested
    class AgainstTheOracle extends OracleContract {
        @Override
        Backend backend(InstantSource clock) {
            return embedded(clock);
        }
    }
}
