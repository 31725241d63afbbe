package dev.freehold.subject;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.audit.AuditEntry;
import dev.freehold.audit.AuditEntry.Kind;
import dev.freehold.audit.InMemoryAuditLog;
import dev.freehold.core.Caller;
import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.core.RequestId;
import dev.freehold.core.Role;
import dev.freehold.store.DataFolder;
import dev.freehold.store.Database;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What subjects must be, whatever keeps them. */
abstract class SubjectsContract {
    static final String ALICE = "jwt:https://issuer.example#alice";
    private static final Caller OFFICER =
            new Caller("key:officer000", Caller.Credential.API_KEY, "acme", "default", Set.of(Role.PRIVACY), Set.of());

    @TempDir
    Path folder;

    final InMemoryAuditLog audit = new InMemoryAuditLog();
    Database database;

    abstract Database open(Path home);

    @BeforeEach
    void open() {
        database = open(folder);
    }

    /** As another process would see it. */
    JdbcSubjects subjects() {
        return new JdbcSubjects(
                database, new Keyring(KeySettings.of(KeySettings.ONE), database, new DataFolder(folder)), audit);
    }

    static Order order() {
        return new Order(OFFICER, RequestId.random(), "GDPR-17", "CASE-1");
    }

    private static void assertRefused(FaultCode code, Runnable action) {
        assertEquals(code, assertThrows(Fault.class, action::run).code());
    }

    @Test
    void aPersonHasOneHandleInEachTenantAndEveryProcessKnowsIt() {
        String handle = subjects().handle("acme", ALICE);
        assertTrue(Subject.isId(handle), handle);
        assertEquals(handle, subjects().handle("acme", ALICE));
        assertNotEquals(handle, subjects().handle("other", ALICE));
        assertNotEquals(handle, subjects().handle("acme", ALICE + "s"));
        assertEquals(Optional.of(ALICE), subjects().identity(handle));
        assertEquals("acme", subjects().find("acme", ALICE).orElseThrow().tenant());
    }

    @Test
    void manyWhoAskAtOnceGetTheSameHandle() throws Exception {
        JdbcSubjects one = subjects();
        JdbcSubjects two = subjects();
        Set<String> handles = new HashSet<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<String>> asking = IntStream.range(0, 16)
                    .<Callable<String>>mapToObj(i -> () -> (i % 2 == 0 ? one : two).handle("acme", ALICE))
                    .toList();
            for (Future<String> handle : threads.invokeAll(asking)) {
                handles.add(handle.get());
            }
        }
        assertEquals(1, handles.size());
        assertEquals(Optional.of(ALICE), one.identity(handles.iterator().next()));
    }

    @Test
    void aKeyIsTheSameInEveryProcessAndAnotherEachMonth() {
        String handle = subjects().handle("acme", ALICE);
        DataKey november = subjects().forSealing(handle, "2026-11").orElseThrow();
        assertArrayEquals(
                november.bytes(),
                subjects().forSealing(handle, "2026-11").orElseThrow().bytes());
        assertArrayEquals(
                november.bytes(),
                subjects().forReading(handle, "2026-11").orElseThrow().bytes());
        assertNotEquals(november.bytes()[0] + "" + november.bytes()[1] + november.bytes()[2], first(handle, "2026-12"));
        assertEquals(
                List.of("2026-11", "2026-12"),
                subjects().find(handle).orElseThrow().months());
    }

    private String first(String handle, String month) {
        byte[] key = subjects().forSealing(handle, month).orElseThrow().bytes();
        return key[0] + "" + key[1] + key[2];
    }

    @Test
    void whoWasErasedIsNobodyAnyMoreAndComesBackAsSomebodyElse() {
        JdbcSubjects subjects = subjects();
        String handle = subjects.handle("acme", ALICE);
        assertTrue(subjects.forSealing(handle, "2026-11").isPresent());

        Subject erased = subjects.erase(handle, order());

        assertNotNull(erased.erasedAt());
        for (JdbcSubjects process : List.of(subjects, subjects())) {
            assertEquals(Optional.empty(), process.identity(handle));
            assertEquals(Optional.empty(), process.find("acme", ALICE));
            assertTrue(process.forReading(handle, "2026-11").isEmpty());
            assertTrue(process.forSealing(handle, "2026-11").isEmpty());
            assertTrue(process.forSealing(handle, "2026-12").isEmpty());
        }
        assertNotEquals(handle, subjects.handle("acme", ALICE));
    }

    @Test
    void anErasureIsRecordedOnceAndNamesNobody() {
        JdbcSubjects subjects = subjects();
        String handle = subjects.handle("acme", ALICE);
        assertTrue(subjects.forSealing(handle, "2026-11").isPresent());

        subjects.erase(handle, order());
        subjects.erase(handle, order());

        assertEquals(1, audit.entries().size());
        AuditEntry entry = audit.entries().getFirst();
        assertEquals(Kind.ERASE, entry.kind());
        assertEquals("subject.erase", entry.action());
        assertEquals(handle, entry.subject());
        assertEquals(handle, entry.target());
        assertEquals("keys=2026-11 authority=GDPR-17 ticket=CASE-1", entry.change());
    }

    @Test
    void anErasureThatCannotBeRecordedDoesNotHappen() {
        JdbcSubjects subjects = subjects();
        String handle = subjects.handle("acme", ALICE);
        audit.writable(false);
        assertRefused(FaultCode.AUDIT_UNAVAILABLE, () -> subjects.erase(handle, order()));
        assertEquals(Optional.of(ALICE), subjects.identity(handle));
    }

    @Test
    void whoIsHeldIsNotErasedUntilTheHoldEnds() {
        JdbcSubjects subjects = subjects();
        String handle = subjects.handle("acme", ALICE);
        assertNotNull(subjects.hold(handle, order()).heldAt());
        assertRefused(FaultCode.CONFLICT, () -> subjects.erase(handle, order()));
        assertEquals(Optional.of(ALICE), subjects().identity(handle));

        assertNull(subjects.release(handle, order()).heldAt());
        subjects.erase(handle, order());

        assertRefused(FaultCode.CONFLICT, () -> subjects.hold(handle, order()));
        assertEquals(
                List.of("subject.hold", "subject.release", "subject.erase"),
                audit.entries().stream().map(AuditEntry::action).toList());
    }

    @Test
    void aHandleThatIsNobodysIsNotFound() {
        String nobody = "sj_AAAAAAAAAAAAAAAAAAAAAA";
        assertEquals(Optional.empty(), subjects().find(nobody));
        assertRefused(FaultCode.NOT_FOUND, () -> subjects().erase(nobody, order()));
        assertRefused(FaultCode.NOT_FOUND, () -> subjects().hold(nobody, order()));
        assertTrue(subjects().forSealing(nobody, "2026-11").isEmpty());
    }

    @Test
    void anOrderPointsToAFileAndTellsNoStory() {
        for (String story : List.of("", "asked by alice@example.org", "a b", "-x", "x".repeat(65), "a\n")) {
            Fault fault = assertThrows(Fault.class, () -> new Order(OFFICER, RequestId.random(), "GDPR-17", story));
            assertEquals(FaultCode.INVALID_REQUEST, fault.code());
        }
    }

    @Test
    void anotherMasterKeyIsRefused() {
        subjects().handle("acme", ALICE);
        Keyring wrong = new Keyring(KeySettings.of(KeySettings.ANOTHER), database, new DataFolder(folder));
        assertThrows(UnusableKeyException.class, () -> wrong.open(true));
    }
}
