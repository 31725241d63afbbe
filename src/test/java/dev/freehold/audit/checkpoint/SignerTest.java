package dev.freehold.audit.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.audit.RolledBackLogException;
import dev.freehold.tlog.Checkpoint;
import dev.freehold.tlog.Hash;
import dev.freehold.tlog.SignatureKind;
import dev.freehold.tlog.SigningKey;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignerTest {
    private static final String ORIGIN = "log.example/1";

    @TempDir
    Path folder;

    private final MemoryLeaves leaves = new MemoryLeaves().grow(300);
    private final List<String> signatures = new ArrayList<>();
    private final SigningKey key = SigningKey.generate(ORIGIN, SignatureKind.LOG);

    private Signer signer(SignedHeads heads) {
        return new Signer(
                heads,
                () -> {
                    signatures.add("asked for a key");
                    return List.of(key);
                },
                InstantSource.system());
    }

    private Checkpoint head(int size) {
        return new Checkpoint(ORIGIN, size, leaves.root(size));
    }

    private LogTree tree() {
        LogTree tree = new LogTree(leaves, new FileTiles(folder.resolve("tile")));
        tree.grow(new dev.freehold.tlog.TileEdge(), 300);
        return tree;
    }

    @Test
    void signsWhatContinuesTheLast() {
        SignedHeads heads = new FileSignedHeads(folder);
        Signer signer = signer(heads);
        assertTrue(signer.sign(Optional.empty(), head(10), List.of()).isPresent());
        assertTrue(signer.sign(Optional.of(head(10)), head(300), tree().consistency(10, 300))
                .isPresent());

        assertEquals(Optional.of(head(300)), heads.last());
    }

    @Test
    void neverSignsWhatDoesNot() {
        SignedHeads heads = new FileSignedHeads(folder);
        Signer signer = signer(heads);
        List<Hash> proof = tree().consistency(10, 300);
        assertTrue(signer.sign(Optional.empty(), head(10), List.of()).isPresent());
        signatures.clear();
        Optional<Checkpoint> last = Optional.of(head(10));

        refuses(signer, last, head(9), List.of());
        refuses(signer, last, head(300), List.of());
        refuses(signer, last, new Checkpoint(ORIGIN, 10, head(11).root()), List.of());
        refuses(signer, last, new Checkpoint(ORIGIN, 300, head(299).root()), proof);
        refuses(signer, last, new Checkpoint("log.example/2", 300, head(300).root()), proof);
        assertEquals(last, heads.last());
        assertEquals(List.of(), signatures);
    }

    private static void refuses(Signer signer, Optional<Checkpoint> last, Checkpoint next, List<Hash> proof) {
        assertThrows(RolledBackLogException.class, () -> signer.sign(last, next, proof));
    }

    /** Two who both start from the same head and have different stories: only one of them signs. */
    @Test
    void whoLosesTheRaceDoesNotSign() {
        SignedHeads heads = new FileSignedHeads(folder);
        Signer signer = signer(heads);
        assertTrue(signer.sign(Optional.empty(), head(10), List.of()).isPresent());
        assertTrue(signer.sign(Optional.of(head(10)), head(300), tree().consistency(10, 300))
                .isPresent());
        signatures.clear();

        assertEquals(Optional.empty(), signer.sign(Optional.of(head(10)), head(200), tree().consistency(10, 200)));
        assertEquals(List.of(), signatures);
    }
}
