package dev.freehold.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** What disks and clumsy hands do to a log of one segment: ends that are cut off, and bits that flip. */
final class BitRot {
    private final Path folder;
    private final Path segment;
    private final MadeLog log;
    private final Path outside;

    BitRot(Path temporary, int entries) throws IOException {
        folder = temporary.resolve("audit");
        log = MadeLog.of(TestKey.log(MadeLog.NAME), entries);
        log.entriesInASegment = Integer.MAX_VALUE / 2;
        log.write(folder);
        segment = MadeLog.segment(folder, 0);
        outside = Files.writeString(temporary.resolve("kept-elsewhere"), log.checkpoint());
    }

    long bytes() throws IOException {
        return Files.size(segment);
    }

    private Verdict verify() throws IOException {
        return Verification.of(
                new Task(folder, List.of(outside), List.of(), List.of(), Duration.ofHours(1)), Progress.NONE);
    }

    /**
     * Cuts the segment at every {@code step}-th byte.
     *
     * @return how many cuts were tried
     */
    int cuts(int step) throws IOException {
        byte[] whole = Files.readAllBytes(segment);
        int tried = 0;
        for (int length = 0; length < whole.length; length += step) {
            Files.write(segment, Arrays.copyOf(whole, length));
            Verdict verdict = verify();
            int at = length;
            assertEquals(Outcome.TRUNCATED, verdict.outcome(), () -> "cut at " + at + "\n" + Summary.of(verdict));
            assertEquals(entry(whole, length), verdict.firstBad().orElseThrow(), () -> "cut at " + at);
            tried++;
        }
        Files.write(segment, whole);
        return tried;
    }

    /**
     * Flips every {@code step}-th bit of every file, one at a time.
     *
     * @return how many were flipped
     */
    long flips(int step) throws IOException {
        long tried = 0;
        for (Path file : Folders.files(folder)) {
            byte[] whole = Files.readAllBytes(file);
            for (long bit = 0; bit < 8L * whole.length; bit += step) {
                byte[] flipped = whole.clone();
                int at = (int) (bit / 8);
                flipped[at] ^= (byte) (1 << bit % 8);
                Files.write(file, flipped);
                check(file, whole, at, verify());
                tried++;
            }
            Files.write(file, whole);
        }
        assertEquals(Outcome.INTACT, verify().outcome());
        return tried;
    }

    private void check(Path file, byte[] whole, int at, Verdict verdict) {
        String where = "byte " + at + " of " + file;
        assertTrue(
                verdict.outcome() == Outcome.TAMPERED || verdict.outcome() == Outcome.TRUNCATED,
                () -> where + "\n" + Summary.of(verdict));
        if (file.equals(segment)) {
            assertEquals(entry(whole, at), verdict.firstBad().orElseThrow(), where);
        }
    }

    /** Which entry a byte belongs to. */
    private int entry(byte[] whole, int at) {
        int entry = 0;
        while (entry < log.leaves.size() && Attack.frameStart(whole, entry + 1) <= at) {
            entry++;
        }
        return entry;
    }
}
