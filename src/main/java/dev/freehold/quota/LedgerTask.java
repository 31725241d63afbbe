package dev.freehold.quota;

/** What waits for the next transaction of the ledger. */
sealed interface LedgerTask permits Opening, Closing {}
