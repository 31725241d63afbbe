package dev.freehold.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.audit.AuditEntry.Kind;
import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.core.RequestId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What every audit log promises; a backend adds one line. */
abstract class AuditLogContract {

    abstract AuditLog log();

    abstract AuditReader reader();

    @Test
    void countsFromZeroWithoutGaps() throws Exception {
        assertEquals(0, log().record(Entries.admin("a")));
        assertEquals(1, log().append(Entries.admin("b")).get());
        assertEquals(2, log().record(Entries.admin("c")));
    }

    @Test
    void givesEveryEntryBackAsItWas() {
        List<AuditEntry> written = List.of(
                Entries.call(Kind.ADMIT, "req_1"),
                Entries.call(Kind.SETTLE, "req_1"),
                Entries.admin("tab\t, quote \", backslash \\, ümlaut, \u2028 and \uD83D\uDE00"),
                AuditEntry.of(Kind.LIFECYCLE, "start").at(Entries.now()).build());
        written.forEach(log()::record);
        assertEquals(written, replayed(Instant.MIN));
    }

    @Test
    void showsAnEntryAsSoonAsItIsAcknowledged() {
        long index = log().record(Entries.admin("a"));
        assertEquals(
                index, reader().find(AuditQuery.newest(1)).entries().getFirst().index());
    }

    @Test
    void isWritableAndEmptyAtFirst() {
        assertTrue(log().isWritable());
        assertEquals(new AuditPage(List.of(), OptionalLong.empty()), reader().find(AuditQuery.newest(10)));
    }

    @Test
    void pagesThroughEverythingNewestFirst() {
        for (int i = 0; i < 250; i++) {
            log().record(Entries.admin("key_" + i));
        }
        List<Long> seen = new ArrayList<>();
        AuditPage page = reader().find(AuditQuery.newest(60));
        while (page.next().isPresent()) {
            page.entries().forEach(recorded -> seen.add(recorded.index()));
            log().record(Entries.admin("grown meanwhile"));
            page = reader().find(below(page.next()));
        }
        page.entries().forEach(recorded -> seen.add(recorded.index()));
        assertEquals(LongStream.iterate(249, i -> i >= 0, i -> i - 1).boxed().toList(), seen);
    }

    @Test
    void endsWithoutAnotherPageWhenTheLastOneIsFull() {
        IntStream.range(0, 3).forEach(i -> log().record(Entries.admin("key_" + i)));
        assertEquals(OptionalLong.empty(), reader().find(AuditQuery.newest(3)).next());
        assertEquals(OptionalLong.of(1), reader().find(AuditQuery.newest(2)).next());
        assertEquals(List.of(), reader().find(below(OptionalLong.of(0))).entries());
        assertEquals(List.of(), reader().find(below(OptionalLong.of(-5))).entries());
    }

    @Test
    void findsByEveryCriterion() {
        AuditEntry wanted = Entries.call(Kind.SETTLE, "req_wanted");
        Instant at = wanted.at();
        log().record(Entries.admin("other"));
        log().record(new AuditEntry(
                Kind.SETTLE,
                at,
                "embeddings",
                new RequestId("req_wanted"),
                AuditEntry.Actor.of(Entries.caller("key:wanted")),
                null,
                new AuditEntry.Model("bge", "sha256:1"),
                null,
                "stop",
                null,
                null));
        log().record(AuditEntry.of(Kind.DENY, "models.list")
                .at(at.plusSeconds(60))
                .outcome("forbidden")
                .build());

        assertEquals(List.of(1L), matching(query -> query.kind(Kind.SETTLE)));
        assertEquals(List.of(1L), matching(query -> query.action("embeddings")));
        assertEquals(List.of(1L), matching(query -> query.actor("key:wanted")));
        assertEquals(List.of(1L), matching(query -> query.tenant("acme")));
        assertEquals(List.of(1L), matching(query -> query.model("bge")));
        assertEquals(List.of(1L), matching(query -> query.outcome("stop")));
        assertEquals(List.of(1L), matching(query -> query.request("req_wanted")));
        assertEquals(List.of(2L), matching(query -> query.from(at.plusSeconds(60))));
        assertEquals(List.of(1L, 0L), matching(query -> query.to(at.plusSeconds(60))));
        assertEquals(List.of(), matching(query -> query.kind(Kind.SETTLE).outcome("forbidden")));
        assertEquals(List.of(2L, 1L, 0L), matching(query -> query));
    }

    @Test
    void replaysOldestFirstSinceATime() {
        Instant start = Entries.now();
        for (int i = 0; i < 100; i++) {
            log().record(AuditEntry.of(Kind.ADMIN, "key.create")
                    .at(start.plusSeconds(i))
                    .target("key_" + i)
                    .build());
        }
        List<String> targets = replayed(start.plusSeconds(70)).stream()
                .map(entry -> String.valueOf(entry.target()))
                .toList();
        assertEquals(IntStream.range(70, 100).mapToObj(i -> "key_" + i).toList(), targets);
    }

    @Test
    void refusesAnEntryThatIsTooLong() {
        AuditEntry tooLong = Entries.admin("x".repeat(20_000));
        Fault fault = assertThrows(Fault.class, () -> log().record(tooLong));
        assertEquals(FaultCode.INVALID_REQUEST, fault.code());
        CompletableFuture<Long> appended = log().append(tooLong);
        assertInstanceOf(
                Fault.class,
                assertThrows(ExecutionException.class, appended::get).getCause());
        assertEquals(0, log().record(Entries.admin("the next one fits")));
    }

    @Test
    void refusesTextThatIsNotUnicode() {
        Fault fault = assertThrows(Fault.class, () -> log().record(Entries.admin("half a pair: \uD83D")));
        assertEquals(FaultCode.INVALID_REQUEST, fault.code());
    }

    @Test
    void refusesALimitOutOfRange() {
        assertEquals(
                "limit",
                assertThrows(Fault.class, () -> AuditQuery.newest(0))
                        .parameter()
                        .orElseThrow());
        assertThrows(Fault.class, () -> AuditQuery.newest(AuditQuery.MAX_LIMIT + 1));
        assertFalse(
                reader().find(AuditQuery.newest(AuditQuery.MAX_LIMIT)).next().isPresent());
    }

    @Test
    void followersGetEveryEntryFromAnIndexOn() {
        for (int i = 0; i < 150; i++) {
            log().record(Entries.admin("entry " + i));
        }

        for (long from : new long[] {0, 1, 63, 64, 100, 149, 150}) {
            List<Long> indices = new ArrayList<>();
            reader().since(from, recorded -> indices.add(recorded.index()));
            assertEquals(LongStream.range(from, 150).boxed().toList(), indices);
        }
    }

    List<AuditEntry> replayed(Instant from) {
        List<AuditEntry> entries = new ArrayList<>();
        reader().replay(from, recorded -> entries.add(recorded.entry()));
        return entries;
    }

    private List<Long> matching(UnaryOperator<Criteria> criteria) {
        return reader().find(criteria.apply(new Criteria()).query()).entries().stream()
                .map(RecordedEntry::index)
                .toList();
    }

    private static AuditQuery below(OptionalLong below) {
        return new AuditQuery(null, null, null, null, null, null, null, null, null, below, 60);
    }
}
