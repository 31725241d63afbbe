package dev.freehold.tlog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlogProofTest {
    private static final String ORIGIN = "log.example/1";

    private final SigningKey log = SigningKey.generate(ORIGIN, SignatureKind.LOG);
    private final List<byte[]> entries = NaiveTree.entries(7);
    private final Checkpoint head = new Checkpoint(ORIGIN, 7, Hash.of(NaiveTree.root(entries)));
    private final SignedNote note = new SignedNote(head.text(), List.of(log.sign(head.text(), Instant.EPOCH)));
    private final TlogProof proof =
            new TlogProof(3, Proofs.inclusion(new TiledNodes(MemoryTiles.of(entries), 7), 3, 7), note);

    @Test
    void aProofIsTheTextOfTheStandard() {
        List<String> lines = proof.toString().lines().toList();

        assertEquals("c2sp.org/tlog-proof@v1", lines.get(0));
        assertEquals("index 3", lines.get(1));
        assertEquals("", lines.get(5));
        assertEquals(ORIGIN, lines.get(6));
        assertEquals(proof, TlogProof.parse(proof.toString()));
        assertEquals(proof, TlogProof.parse(proof.toString().replace("index 3", "extra AAAA\nindex 3")));
    }

    @Test
    void aProofHoldsForItsLeafInItsLogAndNothingElse() {
        Hash leaf = Hash.ofLeaf(entries.get(3));

        assertTrue(proof.proves(leaf, log.verifier()));
        assertFalse(proof.proves(Hash.ofLeaf(entries.get(2)), log.verifier()));
        assertFalse(proof.proves(
                leaf, SigningKey.generate(ORIGIN, SignatureKind.LOG).verifier()));
        assertFalse(new TlogProof(2, proof.hashes(), note).proves(leaf, log.verifier()));
    }

    @Test
    void aCheckpointOfAnotherLogByTheSameKeyProvesNothing() {
        Checkpoint other = new Checkpoint("log.example/2", 7, head.root());
        SignedNote signed = new SignedNote(other.text(), List.of(log.sign(other.text(), Instant.EPOCH)));

        assertFalse(new TlogProof(3, proof.hashes(), signed).proves(Hash.ofLeaf(entries.get(3)), log.verifier()));
    }

    @Test
    void aRequestToAWitnessIsReadBack() {
        AddCheckpoint request = new AddCheckpoint(3, proof.hashes(), note);

        assertEquals(request, AddCheckpoint.parse(request.toString()));
        assertTrue(request.toString().startsWith("old 3\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "old 3\n", "old 03\n\n", "old -1\n\n", "new 3\n\nx\n\n", "old 3\nx\n\n", "\n\n"})
    void anythingElseIsNoRequest(String body) {
        assertThrows(MalformedException.class, () -> AddCheckpoint.parse(body));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\n1\n", "a\n01\nAAAA\n", "a\n1\nAAAA\n", "a\n\n1\n"})
    void anythingElseIsNoCheckpoint(String text) {
        assertThrows(MalformedException.class, () -> Checkpoint.parse(text));
    }

    @Test
    void extensionLinesOfOtherLogsArePassedOver() {
        assertEquals(head, Checkpoint.parse(head.text() + "more\n"));
    }
}
