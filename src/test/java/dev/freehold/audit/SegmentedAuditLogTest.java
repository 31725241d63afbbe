package dev.freehold.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.audit.AuditEntry.Kind;
import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.core.Usage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SegmentedAuditLogTest {
    private final FaultyDisk disk = new FaultyDisk();
    private final List<SegmentedAuditLog> opened = new ArrayList<>();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        disk.answers.countDown();
        opened.forEach(SegmentedAuditLog::close);
    }

    @Test
    void acknowledgesOnlyWhatAPowerCutWouldLeave() throws IOException {
        SegmentedAuditLog log = open(LogSettings.in(folder).segments(4096));
        disk.forceMillis = 2;
        for (int i = 0; i < 40; i++) {
            long index = log.record(Entries.admin("key_" + i));
            Path left = folder.resolve("left" + i);
            disk.copyDurable(folder, left);
            try (LogFolder held = LogFolder.hold(left)) {
                assertTrue(
                        Recovery.of(held, disk, LeafWatch.NONE).segments().end() > index,
                        "entry " + index + " is gone");
            }
        }
    }

    @Test
    void findsEverythingAgainAfterReopening() {
        SegmentedAuditLog log = open(LogSettings.in(folder).segments(4096));
        for (int i = 0; i < 100; i++) {
            log.record(Entries.admin("key_" + i));
        }
        log.close();
        log = open(LogSettings.in(folder));
        assertEquals(100, log.record(Entries.admin("key_100")));
        List<RecordedEntry> all = new ArrayList<>();
        log.replay(Instant.MIN, all::add);
        assertEquals(101, all.size());
        for (RecordedEntry recorded : all) {
            assertEquals("key_" + recorded.index(), recorded.entry().target());
        }
    }

    @Test
    void goesOnInANewSegmentAfterAFailedSync() throws IOException {
        SegmentedAuditLog log = open(LogSettings.in(folder));
        assertEquals(0, log.record(Entries.admin("a")));
        disk.failingForces.set(1);
        assertUnavailable(() -> log.record(Entries.admin("lost")));
        assertEquals(1, recordedAfterRepair(log, Entries.admin("b")));
        assertTrue(log.isWritable());
        assertEquals(0, disk.forcesAfterFailure.get(), "no descriptor is synced again after it failed");
        assertEquals(List.of("00000000000000000000.seg", "00000000000000000001.seg"), segments());
        assertEquals(List.of("a", "b"), targets(log));
        log.close();
        assertEquals(List.of("a", "b"), targets(open(LogSettings.in(folder))));
    }

    @Test
    void goesOnAfterAWriteThatGotOnlyHalfThrough() {
        SegmentedAuditLog log = open(LogSettings.in(folder));
        disk.failingWrites.set(1);
        assertUnavailable(() -> log.record(Entries.admin("lost")));
        assertEquals(0, recordedAfterRepair(log, Entries.admin("a")));
        disk.failingWrites.set(1);
        assertUnavailable(() -> log.record(Entries.admin("lost")));
        assertEquals(1, recordedAfterRepair(log, Entries.admin("b")));
        log.close();
        assertEquals(List.of("a", "b"), targets(open(LogSettings.in(folder))));
    }

    @Test
    void staysClosedWhileTheDiskFailsAndHealsAfterwards() throws InterruptedException {
        SegmentedAuditLog log = open(LogSettings.in(folder));
        log.record(Entries.admin("a"));
        disk.failingForces.set(1);
        disk.failingOpens.set(2);
        assertUnavailable(() -> log.record(Entries.admin("lost")));
        waitUntil(() -> !log.isWritable());
        assertUnavailable(() -> log.record(Entries.admin("refused at once")));
        waitUntil(log::isWritable);
        assertEquals(1, log.record(Entries.admin("b")));
        assertEquals(List.of("a", "b"), targets(log));
    }

    @Test
    void saysNoInTimeWhenTheDiskHangs() throws Exception {
        SegmentedAuditLog log = open(LogSettings.in(folder).timeout(Duration.ofMillis(200)));
        disk.answers = new CountDownLatch(1);
        Instant start = Instant.now();
        CompletableFuture<Long> appended = log.append(Entries.call(Kind.ADMIT, "req_late"));
        waitUntil(() -> disk.isHanging);
        assertUnavailable(() -> log.record(Entries.admin("never written")));
        assertTrue(isRefused(appended));
        assertTrue(Duration.between(start, Instant.now()).toMillis() < 2000);
        assertFalse(log.isWritable());
        assertUnavailable(() -> log.record(Entries.admin("refused at once")));

        disk.answers.countDown();
        waitUntil(log::isWritable);
        waitUntil(() -> kinds(log).size() == 2);
        assertEquals(List.of(Kind.ADMIT, Kind.ABORT), kinds(log), "a late admission gets its end");
    }

    @Test
    void refusesAtOnceWhenTheQueueIsFull() {
        SegmentedAuditLog log = open(LogSettings.in(folder));
        disk.answers = new CountDownLatch(1);
        List<CompletableFuture<Long>> appended = new ArrayList<>();
        for (int i = 0; i < CommitQueue.MAX_WAITING + 3000; i++) {
            appended.add(log.append(Entries.admin("key_" + i)));
        }
        disk.answers.countDown();
        long refused =
                appended.stream().filter(SegmentedAuditLogTest::isRefused).count();
        assertTrue(refused >= 1900 && refused <= 3000, refused + " were refused");
        assertEquals(appended.size() - refused, log.record(Entries.admin("all others are there")));
    }

    @Test
    void keepsTheLastSpaceForTheEndsOfCalls() throws InterruptedException {
        SegmentedAuditLog log = open(LogSettings.in(folder));
        log.record(Entries.call(Kind.ADMIT, "req_1"));
        disk.free = 1000;
        waitUntil(() -> !log.isWritable());
        assertUnavailable(() -> log.record(Entries.call(Kind.ADMIT, "req_2")));
        assertEquals(1, log.record(Entries.call(Kind.SETTLE, "req_1")));
        disk.free = Long.MAX_VALUE;
        waitUntil(log::isWritable);
        assertEquals(2, log.record(Entries.call(Kind.ADMIT, "req_3")));
    }

    @Test
    void sharesSyncsAndLeavesNoGapsUnderLoad() throws InterruptedException {
        SegmentedAuditLog log = open(LogSettings.in(folder).segments(1 << 20));
        disk.forceMillis = 1;
        int before = disk.forces.get();
        List<Long> indices = Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 64; t++) {
            String name = "key_" + t + "_";
            threads.add(Thread.ofVirtual().start(() -> {
                for (int i = 0; i < 200; i++) {
                    indices.add(log.record(Entries.admin(name + i)));
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(
                Stream.iterate(0L, i -> i + 1).limit(12_800).toList(),
                indices.stream().sorted().toList());
        int forces = disk.forces.get() - before;
        assertTrue(forces < 12_800 / 8, forces + " syncs for 12800 entries");
    }

    @Test
    void closesTheCallsThatACrashLeftOpen() throws IOException {
        SegmentedAuditLog log = open(LogSettings.in(folder));
        log.record(Entries.call(Kind.ADMIT, "req_settled"));
        log.record(Entries.call(Kind.ADMIT, "req_open"));
        log.record(Entries.call(Kind.SETTLE, "req_settled"));
        log.close();
        for (int start = 0; start < 2; start++) {
            SegmentedAuditLog next = open(LogSettings.in(folder));
            assertEquals(List.of(Kind.ADMIT, Kind.ADMIT, Kind.SETTLE, Kind.ORPHAN), kinds(next));
            AuditEntry orphan = next.at(List.of(next.end() - 1)).getFirst().entry();
            assertEquals("req_open", String.valueOf(orphan.request()));
            assertEquals(new AuditEntry.Tokens(new Usage(1211, 388), new Usage(1211, 388)), orphan.tokens());
            next.close();
        }
    }

    @Test
    void neverRunsForeignCodeOnTheCommitThread() {
        SegmentedAuditLog log = open(LogSettings.in(folder));
        disk.forceMillis = 20;
        String thread = log.append(Entries.admin("a"))
                .thenApply(index -> Thread.currentThread().getName())
                .join();
        assertFalse(thread.contains("audit-commit"), thread);
    }

    @Test
    void refusesEverythingOnceItIsClosed() {
        SegmentedAuditLog log = open(LogSettings.in(folder));
        log.close();
        assertFalse(log.isWritable());
        assertUnavailable(() -> log.record(Entries.admin("too late")));
    }

    private SegmentedAuditLog open(AuditConfig config) {
        SegmentedAuditLog log = new SegmentedAuditLog(config, disk, LeafWatch.NONE);
        opened.add(log);
        return log;
    }

    /** The failed entry is answered before the repair is over, so the next one may still be refused. */
    private static long recordedAfterRepair(SegmentedAuditLog log, AuditEntry entry) {
        waitUntil(log::isWritable);
        return log.record(entry);
    }

    private List<String> segments() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".seg"))
                    .sorted()
                    .toList();
        }
    }

    private static List<String> targets(SegmentedAuditLog log) {
        List<String> targets = new ArrayList<>();
        log.replay(
                Instant.MIN,
                recorded -> targets.add(String.valueOf(recorded.entry().target())));
        return targets;
    }

    private static List<Kind> kinds(SegmentedAuditLog log) {
        List<Kind> kinds = new ArrayList<>();
        log.replay(Instant.MIN, recorded -> kinds.add(recorded.entry().kind()));
        return kinds;
    }

    private static void assertUnavailable(Runnable recording) {
        assertEquals(
                FaultCode.AUDIT_UNAVAILABLE,
                assertThrows(Fault.class, recording::run).code());
    }

    private static boolean isRefused(CompletableFuture<Long> appended) {
        try {
            appended.join();
            return false;
        } catch (CompletionException e) {
            return e.getCause() instanceof Fault fault && fault.code() == FaultCode.AUDIT_UNAVAILABLE;
        }
    }

    private static void waitUntil(BooleanSupplier condition) {
        Instant giveUp = Instant.now().plusSeconds(10);
        while (!condition.getAsBoolean()) {
            assertTrue(Instant.now().isBefore(giveUp), "waited in vain");
            LockSupport.parkNanos(1_000_000);
        }
    }
}
