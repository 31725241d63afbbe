package dev.freehold.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two verifiers, written in two languages, must be of one opinion about every log. */
final class ReferenceVerifierTest {
    @TempDir
    Path temporary;

    @BeforeAll
    static void needsPython() {
        assumeTrue(ReferenceVerifier.isThere(), "no python3 here: the second opinion is left out");
    }

    @Test
    void bothJudgeEveryAttackAlike() throws Exception {
        try (Differential both = new Differential(temporary)) {
            both.attacks();
        }
    }

    @Test
    void bothJudgeRandomlyDamagedLogsAlike() throws Exception {
        try (Differential both = new Differential(temporary)) {
            Set<Integer> seen = both.random(80, 11);
            assertTrue(seen.containsAll(Set.of(0, 10, 11, 13)), () -> "only " + seen);
        }
    }

    @Test
    void bothTakeTheKnownSignatures() throws Exception {
        try (Differential both = new Differential(temporary)) {
            assertEquals(0, both.witnessed(true));
            assertEquals(20, both.witnessed(false));
        }
    }
}
