package dev.freehold.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EvidenceTest {
    private static final TestKey KEY = TestKey.log(MadeLog.NAME);

    @TempDir
    Path temporary;

    private MadeLog log;
    private Path folder;
    private Path bundle;

    @BeforeEach
    void makeALog() throws IOException {
        log = MadeLog.of(KEY, 101);
        folder = temporary.resolve("audit");
        bundle = temporary.resolve("bundle");
        log.write(folder);
    }

    /** Entry {@code n} of a made log was written 10 n seconds after the start. */
    private long bundle(int first, int end, List<Path> policies) throws IOException {
        return Evidence.write(
                folder, MadeLog.START.plusSeconds(10L * first), MadeLog.START.plusSeconds(10L * end), policies, bundle);
    }

    private Verdict verify(List<Path> checkpoints) throws IOException {
        return Verification.of(
                new Task(bundle, checkpoints, List.of(VerifierKey.parse(KEY.vkey())), List.of(), Duration.ofHours(1)),
                Progress.NONE);
    }

    @Test
    void everyPartOfALogCanBeProved() throws IOException {
        int[][] parts = {
            {0, 101}, {0, 1}, {100, 101}, {1, 100}, {32, 64}, {33, 63}, {64, 101}, {7, 8}, {40, 41}, {0, 64}
        };
        for (int[] part : parts) {
            Folders.empty(bundle);
            assertEquals(part[1] - part[0], bundle(part[0], part[1], List.of()));
            Verdict verdict = verify(List.of());
            assertEquals(Outcome.INTACT, verdict.outcome(), () -> part[0] + "\n" + Summary.of(verdict));
            assertEquals(part[0], verdict.facts().first());
        }
    }

    @Test
    void anEditedPartIsFound() throws IOException {
        bundle(20, 60, List.of());
        Path entries = bundle.resolve("entries.jsonl");
        Files.writeString(entries, Files.readString(entries).replaceFirst("completions", "complexions"));
        assertEquals(Outcome.TAMPERED, verify(List.of()).outcome());
    }

    @Test
    void aPartWithoutItsMiddleIsFound() throws IOException {
        bundle(20, 60, List.of());
        Path entries = bundle.resolve("entries.jsonl");
        List<String> lines = Files.readAllLines(entries);
        Files.write(entries, lines.subList(0, 30));
        assertEquals(Outcome.TRUNCATED, verify(List.of()).outcome());
        lines.remove(7);
        lines.add(lines.getFirst());
        Files.write(entries, lines);
        assertEquals(Outcome.TAMPERED, verify(List.of()).outcome());
    }

    @Test
    void anOlderCheckpointFromOutsideIsComparedWhereThePartReachesIt() throws IOException {
        bundle(20, 60, List.of());
        Path within =
                Files.writeString(temporary.resolve("within"), log.upTo(40).checkpoint());
        Path outOfReach =
                Files.writeString(temporary.resolve("before"), log.upTo(10).checkpoint());
        assertEquals(Outcome.INTACT, verify(List.of(within)).outcome());
        assertEquals(Outcome.INCOMPLETE, verify(List.of(outOfReach)).outcome());
    }

    @Test
    void aBundleSaysWhatWasUsedAndHowToCheckIt() throws IOException {
        Path policy = Files.writeString(temporary.resolve("access.yaml"), "limits: []\n");
        bundle(0, 101, List.of(policy));
        assertEquals(
                "model\tdigest\tcalls admitted\nqwen3-8b\tsha256:92745110\t50\n",
                Files.readString(bundle.resolve("models.tsv")));
        assertTrue(Files.readString(bundle.resolve("README.md")).contains("audit verify"));
        assertEquals("limits: []\n", Files.readString(bundle.resolve("policy/access.yaml")));
    }

    @Test
    void nothingIsMadeWithoutACheckpointOrEntries() throws IOException {
        assertThrows(IOException.class, () -> bundle(200, 300, List.of()));
        Folders.empty(bundle);
        Files.delete(folder.resolve("checkpoint"));
        assertThrows(IOException.class, () -> bundle(0, 50, List.of()));
    }
}
