package dev.freehold.audit;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The log as a part of another room's transaction, so that what is done and what is recorded stand or fall together. */
public interface TransactionalAudit {

    /**
     * Appends entries, as the last thing in the transaction: all others who append wait until it ends.
     *
     * @return the index of the first
     * @throws dev.freehold.core.Fault {@code INVALID_REQUEST} when an entry is too long; see {@link #check}
     */
    long append(Connection transaction, List<AuditEntry> entries) throws SQLException;

    /**
     * Can this entry be recorded?
     *
     * @throws dev.freehold.core.Fault {@code INVALID_REQUEST} when it is too long or not Unicode
     */
    void check(AuditEntry entry);

    /** The entries that close calls whose process did not live to see their end, in the order of their admissions' indices. */
    List<AuditEntry> orphans(Connection connection, List<Long> admissions) throws SQLException;
}
