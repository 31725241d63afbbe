package dev.freehold.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.audit.AuditEntry;
import dev.freehold.audit.AuditEntry.Kind;
import dev.freehold.audit.InMemoryAuditLog;
import dev.freehold.audit.RecordedEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FollowerTest {
    private final InMemoryAuditLog log = new InMemoryAuditLog();
    private final List<Long> arrived = Collections.synchronizedList(new ArrayList<>());
    private final List<Follower> started = new ArrayList<>();

    @TempDir
    Path folder;

    @AfterEach
    void stop() {
        started.forEach(Follower::stop);
    }

    private void append(int entries) {
        for (int i = 0; i < entries; i++) {
            log.record(AuditEntry.of(Kind.ADMIN, "key.create").build());
        }
    }

    private Follower follow(Destination destination) throws IOException {
        Follower follower =
                new Follower("siem", log, destination, Cursor.open(folder.resolve("siem")), 10, Duration.ofMillis(5));
        started.add(follower);
        Thread.ofVirtual().start(follower);
        return follower;
    }

    private void take(List<RecordedEntry> entries) {
        entries.forEach(recorded -> arrived.add(recorded.index()));
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "it does not happen");
            Thread.sleep(5);
        }
    }

    private static List<Long> upTo(long end) {
        return LongStream.range(0, end).boxed().toList();
    }

    @Test
    void sendsWhatIsThereAndWhatComes() throws Exception {
        append(25);
        Follower follower = follow(this::take);
        await(() -> follower.next() == 25);
        append(7);
        await(() -> follower.next() == 32);
        assertEquals(upTo(32), arrived);
    }

    @Test
    void goesOnWhereItStopped() throws Exception {
        append(25);
        Follower first = follow(this::take);
        await(() -> first.next() == 25);
        first.stop();
        append(5);
        Follower second = follow(this::take);
        await(() -> second.next() == 30);
        assertEquals(upTo(30), arrived);
    }

    @Test
    void leavesNoGapWhenItsDestinationFails() throws Exception {
        append(35);
        int[] attempts = new int[1];
        Follower follower = follow(entries -> {
            if (attempts[0]++ % 3 == 1) {
                take(entries.subList(0, entries.size() / 2));
                throw new IOException("broken off");
            }
            take(entries);
        });
        await(() -> follower.next() == 35);
        assertEquals(upTo(35), arrived.stream().distinct().toList());
        assertTrue(arrived.size() > 35, "what was uncertain is sent again");
    }

    @Test
    void aDestinationThatHangsHoldsNobodyUp() throws Exception {
        append(1);
        Follower follower = follow(entries -> Thread.sleep(Duration.ofMinutes(10)));
        long before = System.nanoTime();
        append(1000);
        assertTrue(System.nanoTime() - before < Duration.ofSeconds(5).toNanos());
        assertEquals(0, follower.next());
    }

    @Test
    void aDamagedCursorIsNotTakenForTheBeginning() throws IOException {
        Files.writeString(folder.resolve("siem"), "12x");
        assertThrows(IOException.class, () -> Cursor.open(folder.resolve("siem")));
    }
}
