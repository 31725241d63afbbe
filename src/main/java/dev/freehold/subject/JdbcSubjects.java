package dev.freehold.subject;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.freehold.audit.AuditEntry.Kind;
import dev.freehold.audit.AuditLog;
import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.store.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/** Subjects and their keys as rows; each change of one is recorded in the transaction that makes it. */
@ApplicationScoped
class JdbcSubjects implements Subjects, SubjectKeys {
    /** The key that a subject's identity is sealed with; all others are named for their month. */
    static final String IDENTITY = "identity";

    private static final String SEAL_IDENTITY = "freehold/identity/v1";
    private static final int HANDLE_BYTES = 16;

    private final Database database;
    private final Keyring keys;
    private final AuditLog audit;
    private final Handles handles = new Handles();

    JdbcSubjects(Database database, Keyring keys, AuditLog audit) {
        this.database = database;
        this.keys = keys;
        this.audit = audit;
    }

    @Override
    public Optional<String> remembered(String tenant, String identity) {
        return handles.of(tenant, identity);
    }

    @Override
    public String handle(String tenant, String identity) {
        return handles.of(tenant, identity).orElseGet(() -> {
            String finder = keys.master().finder(tenant, identity);
            String handle = database.<Optional<String>>read(connection -> SubjectRows.handle(connection, finder))
                    .orElseGet(() -> create(tenant, identity, finder));
            handles.remember(tenant, identity, handle);
            return handle;
        });
    }

    private String create(String tenant, String identity, String finder) {
        String sub = "sj_" + Base64.getUrlEncoder().withoutPadding().encodeToString(DataKey.randomBytes(HANDLE_BYTES));
        DataKey key = DataKey.random();
        byte[] sealed =
                key.derive(sub.getBytes(UTF_8), SEAL_IDENTITY).seal(identity.getBytes(UTF_8), sub.getBytes(UTF_8));
        byte[] wrapped = keys.master().wrap(key, sub, IDENTITY);
        Instant now = Instant.now();
        return database.inTransaction(connection -> {
            if (SubjectRows.insert(connection, sub, tenant, finder, sealed, now)) {
                SubjectRows.insertKey(connection, sub, IDENTITY, wrapped, now);
            }
            return SubjectRows.handle(connection, finder).orElseThrow();
        });
    }

    @Override
    public Optional<Subject> find(String tenant, String identity) {
        String finder = keys.master().finder(tenant, identity);
        return database.read(connection -> {
            Optional<String> handle = SubjectRows.handle(connection, finder);
            return handle.isEmpty() ? Optional.empty() : SubjectRows.find(connection, handle.get());
        });
    }

    @Override
    public Optional<Subject> find(String id) {
        return database.read(connection -> SubjectRows.find(connection, id));
    }

    @Override
    public Optional<String> identity(String id) {
        Optional<byte[]> sealed = database.read(connection -> SubjectRows.identity(connection, id));
        Optional<DataKey> key = forReading(id, IDENTITY);
        if (sealed.isEmpty() || key.isEmpty()) {
            return Optional.empty();
        }
        byte[] sub = id.getBytes(UTF_8);
        return Optional.of(new String(key.get().derive(sub, SEAL_IDENTITY).open(sealed.get(), sub), UTF_8));
    }

    @Override
    public Optional<DataKey> forSealing(String subject, String month) {
        Optional<DataKey> found = forReading(subject, month);
        if (found.isPresent()) {
            return found;
        }
        byte[] wrapped = keys.master().wrap(DataKey.random(), subject, month);
        inTurn(subject, connection -> {
            SubjectRows.insertKey(connection, subject, month, wrapped, Instant.now());
            return subject;
        });
        return forReading(subject, month);
    }

    @Override
    public Optional<DataKey> forReading(String subject, String month) {
        Optional<byte[]> wrapped = database.read(connection -> SubjectRows.key(connection, subject, month));
        return wrapped.map(bytes -> keys.master().unwrap(bytes, subject, month));
    }

    @Override
    public Subject erase(String id, Order order) {
        Subject erased = inTurn(id, connection -> {
            Subject subject = require(connection, id);
            if (subject.erasedAt() != null) {
                return subject;
            }
            if (subject.heldAt() != null) {
                throw new Fault(
                        FaultCode.CONFLICT, "This subject is held; nothing of it may be erased until it is not.");
            }
            String what = "keys=" + String.join(",", subject.months());
            audit.record(order.entry(Kind.ERASE, "subject.erase", id, Optional.of(what)));
            SubjectRows.erase(connection, id, Instant.now());
            return require(connection, id);
        });
        handles.forget(id);
        database.scrub("subject", "subject_key");
        return erased;
    }

    @Override
    public Subject hold(String id, Order order) {
        return inTurn(id, connection -> {
            Subject subject = require(connection, id);
            if (subject.erasedAt() != null) {
                throw new Fault(FaultCode.CONFLICT, "This subject was erased; there is nothing left to hold.");
            }
            if (subject.heldAt() == null) {
                audit.record(order.entry(Kind.ADMIN, "subject.hold", id, Optional.empty()));
                SubjectRows.hold(connection, id, Instant.now());
            }
            return require(connection, id);
        });
    }

    @Override
    public Subject release(String id, Order order) {
        return inTurn(id, connection -> {
            if (require(connection, id).heldAt() != null) {
                audit.record(order.entry(Kind.ADMIN, "subject.release", id, Optional.empty()));
                SubjectRows.hold(connection, id, null);
            }
            return require(connection, id);
        });
    }

    private static Subject require(Connection connection, String id) throws SQLException {
        return SubjectRows.find(connection, id)
                .orElseThrow(() -> new Fault(FaultCode.NOT_FOUND, "There is no such subject."));
    }

    private <T> T inTurn(String subject, Database.Work<T> work) {
        return database.inTurn("subject " + subject, work);
    }
}
