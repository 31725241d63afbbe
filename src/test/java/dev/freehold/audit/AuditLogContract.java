package dev.freehold.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.audit.AuditEntry.Kind;
import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
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
        assertEquals(index + 1, reader().end());
        assertEquals(index, reader().at(List.of(index)).getFirst().index());
    }

    @Test
    void isWritableAndEmptyAtFirst() {
        assertTrue(log().isWritable());
        assertEquals(0, reader().end());
        assertEquals(List.of(), reader().at(List.of()));
        assertEquals(List.of(), replayed(Instant.MIN));
    }

    @Test
    void givesEntriesByTheirIndicesInTheOrderThatIsAskedFor() {
        for (int i = 0; i < 250; i++) {
            log().record(Entries.admin("key_" + i));
        }
        for (List<Long> indices : List.of(
                List.of(249L, 0L, 64L, 63L, 128L, 5L),
                LongStream.iterate(249, i -> i >= 0, i -> i - 1).boxed().toList(),
                List.of(7L, 7L))) {
            assertEquals(
                    indices.stream().map(index -> "key_" + index).toList(),
                    reader().at(indices).stream()
                            .map(recorded -> String.valueOf(recorded.entry().target()))
                            .toList());
        }
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
}
