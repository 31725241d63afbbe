package dev.freehold.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.verify.Attack.Scene;
import dev.freehold.verify.Verdict.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class AttackTest {
    private static final TestKey KEY = TestKey.log(MadeLog.NAME);

    @TempDir
    Path temporary;

    private Path outside;
    private Scene scene;

    @BeforeEach
    void makeALog() throws IOException {
        MadeLog log = MadeLog.of(KEY, Scene.SIZE);
        outside = Files.writeString(
                temporary.resolve("kept-elsewhere"), log.upTo(Scene.OUTSIDE).checkpoint());
        scene = new Scene(temporary.resolve("audit"), log);
        log.write(scene.folder());
    }

    private Verdict verify(List<Path> checkpoints) throws IOException {
        return Verification.of(
                new Task(
                        scene.folder(),
                        checkpoints,
                        List.of(VerifierKey.parse(KEY.vkey())),
                        List.of(),
                        Duration.ofHours(1)),
                Progress.NONE);
    }

    @Test
    void aLogThatNobodyTouchedIsIntact() throws IOException {
        Verdict verdict = verify(List.of(outside));
        assertEquals(Outcome.INTACT, verdict.outcome(), () -> Summary.of(verdict));
        assertEquals(Scene.SIZE, verdict.facts().entries());
        assertEquals(List.of(), verdict.notices());
        assertTrue(verdict.checkpoints().stream().allMatch(seen -> seen.state() == State.MATCHES));
        assertEquals(
                2, verdict.checkpoints().stream().filter(Verdict.Seen::isSigned).count());
        assertEquals(3, verdict.checkpoints().size());
        assertEquals(2, verdict.facts().tiles());
    }

    @ParameterizedTest
    @EnumSource
    void everyAttackIsFoundGivenACheckpointFromOutside(Attack attack) throws IOException {
        attack.run(scene);
        Verdict verdict = verify(List.of(outside));
        assertEquals(attack.outcome, verdict.outcome(), () -> Summary.of(verdict));
        assertEquals(attack.firstBad, verdict.firstBad().orElse(Finding.NOWHERE), () -> Summary.of(verdict));
        assertTrue(
                verdict.findings().stream()
                        .anyMatch(finding -> finding.outcome() == attack.outcome && finding.check() == attack.check),
                () -> Summary.of(verdict));
    }

    @ParameterizedTest
    @EnumSource
    void withoutACheckpointFromOutsideJustTheDocumentedOnesAreMissed(Attack attack) throws IOException {
        attack.run(scene);
        Verdict verdict = verify(List.of());
        assertEquals(attack.isNoticedWithoutOutside, verdict.outcome() != Outcome.INTACT, () -> Summary.of(verdict));
        assertTrue(verdict.notices().stream().anyMatch(notice -> notice.contains("from outside")));
    }

    @Test
    void twoSignedCheckpointsOfOneSizeThatDifferAreASplitView() throws IOException {
        Path other = Files.writeString(
                temporary.resolve("other"), KEY.checkpoint(Scene.OUTSIDE, new Hashes().of(new byte[1])));
        assertEquals(Outcome.SPLIT_VIEW, verify(List.of(outside, other)).outcome());
    }

    @Test
    void soTheyAreWhenTheEntriesDoNotReachThem() throws IOException {
        Path other = Files.writeString(
                temporary.resolve("other"), KEY.checkpoint(Scene.OUTSIDE, new Hashes().of(new byte[1])));
        scene.keep(41);
        scene.rewrite();
        assertEquals(Outcome.SPLIT_VIEW, verify(List.of(outside, other)).outcome());
    }

    @Test
    void aCheckpointFromOutsideThatNobodySignedProvesNothing() throws IOException {
        Path forged = Files.writeString(
                temporary.resolve("forged"),
                TestKey.log(MadeLog.NAME).checkpoint(Scene.OUTSIDE, new Hashes().of(new byte[1])));
        Verdict verdict = verify(List.of(forged));
        assertTrue(verdict.outcome() == Outcome.TAMPERED || verdict.outcome() == Outcome.INCOMPLETE);
    }
}
