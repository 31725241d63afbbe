package dev.freehold.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.audit.AuditEntry.Kind;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecoveryTest {
    private static final String FIRST = "00000000000000000000.seg";

    @TempDir
    Path folder;

    @Test
    void losesOnlyTheTornEntryWhereverTheTailIsTorn() throws IOException {
        List<Integer> ends = write(folder, 40, 64 << 20);
        byte[] log = Files.readAllBytes(folder.resolve(FIRST));
        Path torn = Files.createDirectory(folder.resolve("torn"));
        for (int cut = log.length - 4096; cut < log.length; cut++) {
            Files.write(torn.resolve(FIRST), Arrays.copyOf(log, cut));
            int offset = cut;
            List<Integer> whole = ends.stream().filter(end -> end <= offset).toList();
            assertEquals(whole.size(), recoveredEntries(torn), "cut at " + cut);
            assertEquals(whole.getLast().longValue(), Files.size(torn.resolve(FIRST)), "cut at " + cut);
        }
    }

    @Test
    void setsTheTornTailAside() throws IOException {
        List<Integer> ends = write(folder, 3, 64 << 20);
        byte[] log = Files.readAllBytes(folder.resolve(FIRST));
        Files.write(folder.resolve(FIRST), Arrays.copyOf(log, log.length - 20));
        assertEquals(2, recoveredEntries(folder));
        assertEquals(1, quarantined(folder).size());
        byte[] tail = Files.readAllBytes(quarantined(folder).getFirst());
        assertEquals(Arrays.toString(Arrays.copyOfRange(log, ends.get(1), log.length - 20)), Arrays.toString(tail));
    }

    @Test
    void treatsATailOfZerosOrRubbishAsTorn() throws IOException {
        write(folder, 3, 64 << 20);
        byte[] log = Files.readAllBytes(folder.resolve(FIRST));
        byte[] zeros = Arrays.copyOf(log, log.length + 5000);
        Files.write(folder.resolve(FIRST), zeros);
        assertEquals(3, recoveredEntries(folder));
        Arrays.fill(zeros, log.length, zeros.length, (byte) 0x5A);
        Files.write(folder.resolve(FIRST), zeros);
        assertEquals(3, recoveredEntries(folder));
        assertEquals(log.length, Files.size(folder.resolve(FIRST)));
    }

    /**
     * Every bit counts. A flip in the very last frame looks like a torn tail, because no later frame proves that it was once
     * whole: it is set aside. Everywhere else the log refuses to open.
     */
    @Test
    void detectsEveryFlippedBit() throws IOException {
        List<Integer> ends = write(folder, 3, 64 << 20);
        byte[] log = Files.readAllBytes(folder.resolve(FIRST));
        int lastFrame = ends.get(1);
        Path flipped = Files.createDirectory(folder.resolve("flipped"));
        for (int bit = 0; bit < log.length * 8; bit++) {
            log[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(flipped.resolve(FIRST), log);
            if (bit / 8 < lastFrame) {
                assertThrows(UnusableLogException.class, () -> recoveredEntries(flipped), "bit " + bit);
                assertEquals(log.length, Files.size(flipped.resolve(FIRST)), "nothing is changed");
            } else {
                assertEquals(2, recoveredEntries(flipped), "bit " + bit);
            }
            log[bit / 8] ^= (byte) (1 << bit % 8);
        }
        assertEquals((log.length - lastFrame) * 8, quarantined(flipped).size());
    }

    @Test
    void refusesDamageInAnEarlierSegmentAndNamesThePlace() throws IOException {
        write(folder, 20, 2048);
        Path first = folder.resolve(FIRST);
        long end = Files.size(first);
        try (RandomAccessFile file = new RandomAccessFile(first.toFile(), "rw")) {
            file.setLength(end - 1);
        }
        UnusableLogException refused = assertThrows(UnusableLogException.class, () -> recoveredEntries(folder));
        assertTrue(String.valueOf(refused.getMessage()).contains(FIRST), refused.getMessage());
        assertTrue(String.valueOf(refused.getMessage()).matches(".*at byte [0-9]+:.*"), refused.getMessage());
    }

    @Test
    void refusesAMissingSegment() throws IOException {
        write(folder, 40, 2048);
        try (LogFolder held = LogFolder.hold(folder)) {
            Files.delete(held.segments().get(1));
        }
        assertThrows(UnusableLogException.class, () -> recoveredEntries(folder));
    }

    @Test
    void refusesAnEntryThatWasExchangedForAnotherWithAValidChecksum() throws IOException {
        List<Integer> ends = write(folder, 3, 64 << 20);
        byte[] log = Files.readAllBytes(folder.resolve(FIRST));
        Frame forged = new Frame(2, new byte[Chain.HASH_LENGTH], EntryJson.encode(Entries.admin("forged")));
        ByteBuffer forgedBytes = ByteBuffer.allocate(forged.size());
        forged.writeTo(forgedBytes);
        byte[] exchanged = Arrays.copyOf(log, ends.get(1) + forged.size());
        System.arraycopy(forgedBytes.array(), 0, exchanged, ends.get(1), forged.size());
        Files.write(folder.resolve(FIRST), exchanged);
        assertThrows(UnusableLogException.class, () -> recoveredEntries(folder));
    }

    @Test
    void letsNobodyElseHoldTheFolder() throws IOException {
        LogFolder held = LogFolder.hold(folder);
        assertThrows(UnusableLogException.class, () -> LogFolder.hold(folder));
        held.close();
        LogFolder.hold(folder).close();
        assertFalse(Files.isDirectory(folder.resolve("quarantine")));
    }

    /** Writes entries; returns the offsets at which their frames end in the first segment. */
    private static List<Integer> write(Path folder, int count, long segmentSize) throws IOException {
        List<Integer> ends = new ArrayList<>();
        SegmentedAuditLog log =
                new SegmentedAuditLog(LogSettings.in(folder).segments(segmentSize), new FaultyDisk(), LeafWatch.NONE);
        int end = 0;
        for (int i = 0; i < count; i++) {
            AuditEntry entry = i % 2 == 0 ? Entries.admin("key_" + i) : Entries.call(Kind.SETTLE, "req_" + i);
            log.record(entry);
            end += Frame.size(EntryJson.encode(entry).length);
            ends.add(end);
        }
        log.close();
        return ends;
    }

    private static long recoveredEntries(Path folder) throws IOException {
        try (LogFolder held = LogFolder.hold(folder)) {
            return Recovery.of(held, new FaultyDisk(), LeafWatch.NONE)
                    .segments()
                    .end();
        }
    }

    private static List<Path> quarantined(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("quarantine"))) {
            return files.toList();
        }
    }
}
