package dev.freehold.payload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.audit.AuditEntry;
import dev.freehold.audit.AuditEntry.Kind;
import dev.freehold.audit.AuditEntry.Sealed;
import dev.freehold.audit.EntryJson;
import dev.freehold.audit.InMemoryAuditLog;
import dev.freehold.core.Caller;
import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.core.ModelId;
import dev.freehold.core.RequestId;
import dev.freehold.core.Role;
import dev.freehold.core.Usage;
import dev.freehold.store.Database;
import dev.freehold.store.SqliteDatabase;
import dev.freehold.subject.Order;
import dev.freehold.subject.SubjectRoom;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of a call, from its first word to its erasure; in files. {@link SharedPayloadTest} does the same in PostgreSQL. */
class SealedPayloadTest {
    private static final Caller ALICE = caller("jwt:https://issuer.example#alice");
    private static final String SECRET = "the canary sings at midnight";

    @TempDir
    Path folder;

    private final InMemoryAuditLog audit = new InMemoryAuditLog();
    private Database database;
    private SubjectRoom subjects;
    private Blobs blobs;

    Database open(Path home) {
        return SqliteDatabase.in(home);
    }

    @BeforeEach
    void open() {
        database = open(folder);
        subjects = SubjectRoom.in(folder, database, audit);
        blobs = new JdbcBlobs(database, new LogPlace(folder.resolve("audit"), Duration.ofSeconds(5)));
    }

    private static Caller caller(String id) {
        return new Caller(id, Caller.Credential.JWT, "acme", "web", Set.of(Role.INFERENCE), Set.of());
    }

    private Transcripts transcripts(Rules rules) {
        Sealer sealer =
                new Sealer(subjects.subjects(), subjects.keys(), blobs, new LogPlace(folder, Duration.ofSeconds(5)));
        return new KeptTranscripts(new PayloadPolicy(rules), sealer, rules);
    }

    private Payloads payloads() {
        return new Payloads(blobs, subjects.keys());
    }

    private static AuditEntry closing(Kind kind) {
        return AuditEntry.of(kind, "chat.completions")
                .request(RequestId.random())
                .caller(ALICE)
                .http("POST", "/v1/chat/completions", 200)
                .model(new ModelId("guide"), "sha256:1")
                .tokens(new Usage(3, 4), new Usage(3, 2))
                .outcome("stop")
                .build();
    }

    private AuditEntry sealed(String level, Kind kind) {
        Transcript transcript =
                transcripts(Rules.of(Rules.rule(level))).of(ALICE, "/v1/chat/completions", new ModelId("guide"));
        transcript.asked(() -> List.of(SECRET));
        transcript.answered(0, Transcript.Voice.ANSWER, "so be it");
        return transcript.apply(closing(kind));
    }

    private static Sealed proof(AuditEntry entry) {
        return Objects.requireNonNull(entry.sealed());
    }

    private static void assertRefused(FaultCode code, Runnable action) {
        assertEquals(code, assertThrows(Fault.class, action::run).code());
    }

    @Test
    void whatWasSaidIsReadableWithItsEntryAndNowhereElse() throws Exception {
        AuditEntry entry = sealed("request+response", Kind.SETTLE);
        assertEquals(
                "{\"v\":1,\"cut\":false,\"request\":[\"" + SECRET
                        + "\"],\"response\":[{\"choice\":0,\"text\":\"so be it\"}]}",
                payloads().read(entry));
        assertEquals(
                proof(entry).ciphertext().substring(7), proof(entry).reference().substring(5));
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                assertFalse(content.contains(SECRET) || content.contains("#alice"), file::toString);
            }
        }
    }

    @Test
    void keepsAsMuchAsTheRuleSays() {
        assertEquals(
                "{\"v\":1,\"cut\":false,\"request\":[\"" + SECRET + "\"]}",
                payloads().read(sealed("request", Kind.SETTLE)));
        AuditEntry none = sealed("metadata", Kind.SETTLE);
        assertNull(none.sealed());
        assertRefused(FaultCode.NOT_FOUND, () -> payloads().read(none));
        assertTrue(payloads().read(sealed("request+response", Kind.ABORT)).contains("so be it"));
    }

    @Test
    void twoPayloadsOfTheSameWordsHaveNothingInCommon() {
        Sealed one = proof(sealed("request", Kind.SETTLE));
        Sealed two = proof(sealed("request", Kind.SETTLE));
        assertNotEquals(one.ciphertext(), two.ciphertext());
        assertNotEquals(one.commitment(), two.commitment());
    }

    @Test
    void aPayloadOpensOnlyWithTheEntryThatItWasSealedWith() {
        AuditEntry entry = sealed("request", Kind.SETTLE);
        AuditEntry other = closing(Kind.SETTLE).with(entry.subject(), entry.sealed());
        assertRefused(FaultCode.CONFLICT, () -> payloads().read(other));
        AuditEntry changed = new AuditEntry(
                        entry.kind(),
                        entry.at(),
                        entry.action(),
                        entry.request(),
                        entry.actor(),
                        entry.http(),
                        entry.model(),
                        entry.tokens(),
                        "length",
                        entry.target(),
                        entry.change())
                .with(entry.subject(), entry.sealed());
        assertRefused(FaultCode.CONFLICT, () -> payloads().read(changed));
    }

    @Test
    void aPayloadThatWasChangedIsNotShown() {
        AuditEntry entry = sealed("request", Kind.SETTLE);
        byte[] bytes = blobs.find(Envelope.name(proof(entry))).orElseThrow();
        bytes[0] ^= 1;
        Blobs forged = new FixedBlobs(bytes);
        assertRefused(FaultCode.CONFLICT, () -> new Payloads(forged, subjects.keys()).read(entry));
        Sealed wrong = new Sealed(
                proof(entry).algorithm(),
                proof(entry).ciphertext(),
                "hmac:00000000000000000000000000000000",
                proof(entry).length(),
                proof(entry).reference(),
                proof(entry).key());
        assertRefused(FaultCode.CONFLICT, () -> payloads().read(entry.with(entry.subject(), wrong)));
    }

    @Test
    void anErasureTakesEveryPayloadOfOnePersonAndChangesNoEntry() {
        AuditEntry hers = sealed("request", Kind.SETTLE);
        Transcript his = transcripts(Rules.of(Rules.rule("request")))
                .of(caller("jwt:https://issuer.example#bob"), "/v1/completions", new ModelId("guide"));
        his.asked(() -> List.of("bob's"));
        AuditEntry bobs = his.apply(closing(Kind.SETTLE));
        String line = EntryJson.write(hers);

        subjects.subjects()
                .erase(Objects.requireNonNull(hers.subject()), new Order(ALICE, RequestId.random(), "GDPR-17", "C-1"));

        assertRefused(FaultCode.NOT_FOUND, () -> payloads().read(hers));
        assertTrue(payloads().read(bobs).contains("bob's"));
        assertEquals(line, EntryJson.write(hers));
        assertTrue(Envelope.isProvenBy(
                proof(hers), blobs.find(Envelope.name(proof(hers))).orElseThrow()));
    }

    @Test
    void aCallThatOutlivesItsCallersErasureKeepsNothing() {
        String handle = subjects.subjects().handle("acme", ALICE.id());
        Caller known = caller("jwt:" + handle);
        Transcript transcript =
                transcripts(Rules.of(Rules.rule("request"))).of(known, "/v1/completions", new ModelId("guide"));
        transcript.asked(() -> List.of(SECRET));
        subjects.subjects().erase(handle, new Order(ALICE, RequestId.random(), "GDPR-17", "C-1"));
        AuditEntry entry = transcript.apply(closing(Kind.SETTLE));
        assertNull(entry.sealed());
        assertEquals(handle, entry.subject());
    }

    @Test
    void anAnswerWhosePayloadCannotBeStoredIsNotGivenOutInFull() {
        Sealer sealer = new Sealer(
                subjects.subjects(), subjects.keys(), new FullBlobs(), new LogPlace(folder, Duration.ofMillis(200)));
        Rules rules = Rules.of(Rules.rule("request"));
        Transcript transcript = new KeptTranscripts(new PayloadPolicy(rules), sealer, rules)
                .of(ALICE, "/v1/completions", new ModelId("guide"));
        transcript.asked(() -> List.of(SECRET));
        assertRefused(FaultCode.AUDIT_UNAVAILABLE, () -> transcript.apply(closing(Kind.SETTLE)));
        AuditEntry aborted = closing(Kind.ABORT);
        assertEquals(aborted, transcript.apply(aborted));
    }

    @Test
    void oldPayloadsAreGivenUpButForThoseThatAreHeld() {
        AuditEntry hers = sealed("request", Kind.SETTLE);
        Transcript his = transcripts(Rules.of(Rules.rule("request")))
                .of(caller("jwt:https://issuer.example#bob"), "/v1/completions", new ModelId("guide"));
        his.asked(() -> List.of("bob's"));
        AuditEntry bobs = his.apply(closing(Kind.SETTLE));
        subjects.subjects()
                .hold(Objects.requireNonNull(hers.subject()), new Order(ALICE, RequestId.random(), "court", "C-1"));
        PayloadRetention retention = new PayloadRetention(blobs, audit, Rules.of());

        retention.giveUp(Instant.now().minusSeconds(60));
        assertTrue(payloads().read(bobs).contains("bob's"));
        retention.giveUp(Instant.now().plusSeconds(1));

        assertRefused(FaultCode.NOT_FOUND, () -> payloads().read(bobs));
        assertTrue(payloads().read(hers).contains(SECRET));
        AuditEntry expired = audit.entries().getLast();
        assertEquals("payload.expire", expired.action());
        assertTrue(Objects.requireNonNull(expired.change()).startsWith("count=1 "));
    }

    /** Has the same for every name. */
    private static final class FixedBlobs implements Blobs {
        private final byte[] bytes;

        FixedBlobs(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public void put(String name, String subject, byte[] content) {}

        @Override
        public Optional<byte[]> find(String name) {
            return Optional.of(bytes);
        }

        @Override
        public int deleteBefore(Instant time) {
            return 0;
        }
    }

    /** Takes nothing, and hangs. */
    private static final class FullBlobs implements Blobs {
        @Override
        public void put(String name, String subject, byte[] content) {
            try {
                Thread.sleep(Duration.ofSeconds(3));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public Optional<byte[]> find(String name) {
            return Optional.empty();
        }

        @Override
        public int deleteBefore(Instant time) {
            return 0;
        }
    }
}
