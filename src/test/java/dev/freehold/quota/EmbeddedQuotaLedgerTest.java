package dev.freehold.quota;

import java.time.InstantSource;
import org.junit.jupiter.api.Nested;

class EmbeddedQuotaLedgerTest {

    @Nested
    class Admission extends AdmissionContract {
        @Override
        QuotaLedger ledger(Allowances allowances, InstantSource clock) {
            return new EmbeddedQuotaLedger(allowances, clock);
        }
    }

    @Nested
    class Refusals extends RefusalContract {
        @Override
        QuotaLedger ledger(Allowances allowances, InstantSource clock) {
            return new EmbeddedQuotaLedger(allowances, clock);
        }
    }

    @Nested
    class Time extends TimeContract {
        @Override
        QuotaLedger ledger(Allowances allowances, InstantSource clock) {
            return new EmbeddedQuotaLedger(allowances, clock);
        }
    }

    @Nested
    class Crowd extends CrowdContract {
        @Override
        QuotaLedger ledger(Allowances allowances, InstantSource clock) {
            return new EmbeddedQuotaLedger(allowances, clock);
        }
    }
}
