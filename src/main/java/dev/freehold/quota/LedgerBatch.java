package dev.freehold.quota;

import dev.freehold.audit.AuditEntry;
import dev.freehold.audit.TransactionalAudit;
import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Many calls in one transaction: those that end first, for what they give back is there for those that begin. Locks are taken in
 * the same order everywhere: holds, lease, scopes by name, the end of the audit log.
 */
final class LedgerBatch {
    private final List<Opening> openings;
    private final List<Closing> closings;
    private final Lease lease;
    private final SharedQuotaLedger ledger;
    private final List<AuditEntry> entries = new ArrayList<>();
    private final List<Runnable> afterwards = new ArrayList<>();

    LedgerBatch(List<Opening> openings, List<Closing> closings, Lease lease, SharedQuotaLedger ledger) {
        this.openings = openings;
        this.closings = closings;
        this.lease = lease;
        this.ledger = ledger;
    }

    /** All scopes that it will have to lock; those of the closings have been locked before, so they have their rows. */
    Set<Scope> scopes() {
        Set<Scope> scopes = new HashSet<>();
        openings.forEach(opening -> scopes.addAll(opening.charge().scopes().all()));
        return scopes;
    }

    /** Does it all; what is returned tells those who wait, once the transaction is durable. */
    List<Runnable> write(
            Connection connection, SharedAllowances allowances, LedgerClock clock, TransactionalAudit audit)
            throws SQLException {
        Collection<HeldRows.Row> held = closings.isEmpty()
                ? List.of()
                : HeldRows.take(
                        connection,
                        closings.stream()
                                .map(closing -> closing.request().value())
                                .toList());
        boolean isOpen = !openings.isEmpty() && LeaseRows.pin(connection, lease.owner());
        Set<Scope> scopes = isOpen ? scopes() : new HashSet<>();
        held.forEach(row -> scopes.addAll(row.scopes().all()));
        if (!isOpen) {
            openings.forEach(opening -> refuse(opening, withoutLease()));
        }
        if (scopes.isEmpty()) {
            closings.forEach(closing -> afterwards.add(closing::missing));
            return afterwards;
        }
        SharedBooks books = SharedBooks.lock(connection, scopes, allowances, clock);
        close(books, held);
        List<Admitted> admitted = isOpen ? open(books) : List.of();
        if (!entries.isEmpty()) {
            books.store(connection);
            hold(connection, books, admitted, audit.append(connection, entries));
        }
        afterwards.add(() -> ledger.show(books));
        return afterwards;
    }

    private void close(SharedBooks books, Collection<HeldRows.Row> rows) {
        Map<String, HeldRows.Row> held = new HashMap<>();
        rows.forEach(row -> held.put(row.request(), row));
        for (Closing closing : closings) {
            HeldRows.Row row = held.remove(closing.request().value());
            if (row == null) {
                afterwards.add(closing::missing);
            } else {
                books.settle(row, closing.used());
                entries.add(closing.entry());
                afterwards.add(closing::written);
            }
        }
    }

    private record Admitted(Opening opening, Taken taken, int entry) {}

    private List<Admitted> open(SharedBooks books) {
        List<Admitted> admitted = new ArrayList<>();
        for (Opening opening : openings) {
            try {
                Taken taken = books.reserve(opening.charge(), opening.need());
                admitted.add(new Admitted(opening, taken, entries.size()));
                entries.add(opening.charge().admitted(taken.tokens()));
            } catch (Fault refused) {
                refuse(opening, refused);
            }
        }
        return admitted;
    }

    private void hold(Connection connection, SharedBooks books, List<Admitted> admitted, long first)
            throws SQLException {
        if (admitted.isEmpty()) {
            return;
        }
        List<HeldRows.Row> rows = new ArrayList<>(admitted.size());
        for (Admitted call : admitted) {
            Charge charge = call.opening().charge();
            long index = first + call.entry();
            rows.add(new HeldRows.Row(
                    charge.request().value(),
                    charge.scopes(),
                    books.ids(call.taken()),
                    call.taken().tokens(),
                    call.taken().at(),
                    index));
            afterwards.add(() -> ledger.admitted(
                    call.opening(), new SharedHold(charge, call.taken().tokens(), index, lease, ledger)));
        }
        HeldRows.insert(connection, lease.owner(), rows);
    }

    private void refuse(Opening opening, Fault refusal) {
        afterwards.add(() -> opening.hold().completeExceptionally(refusal));
    }

    private static Fault withoutLease() {
        return new Fault(
                FaultCode.AUDIT_UNAVAILABLE, "This gateway was cut off from its database; it takes calls again soon.");
    }
}
