package dev.freehold.audit.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.audit.RolledBackLogException;
import dev.freehold.tlog.Checkpoint;
import dev.freehold.tlog.Hash;
import dev.freehold.tlog.ProofCheck;
import dev.freehold.tlog.SignatureKind;
import dev.freehold.tlog.SignedNote;
import dev.freehold.tlog.SigningKey;
import dev.freehold.tlog.Tile;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How the log is followed and signed, whatever keeps the tiles and the signed heads. */
abstract class CheckpointRoundContract {
    private static final String ORIGIN = "log.example/1";

    private final SigningKey key = SigningKey.generate(ORIGIN, SignatureKind.LOG);
    private final MemoryLeaves leaves = new MemoryLeaves();
    private SignedHeads heads = new FileSignedHeads(java.nio.file.Path.of("unused"));
    private TileStore tiles = new FileTiles(java.nio.file.Path.of("unused"));

    abstract SignedHeads openHeads();

    abstract TileStore openTiles();

    @BeforeEach
    void open() {
        heads = openHeads();
        tiles = openTiles();
        assertTrue(heads.addKey(Optional.empty(), key.verifier()));
    }

    private CheckpointRound round() {
        Signer signer = new Signer(heads, () -> List.of(key), InstantSource.system());
        return new CheckpointRound(leaves, new LogTree(leaves, tiles), heads, signer, key.verifier());
    }

    private Checkpoint sign() {
        SignedNote note = round().run(Duration.ZERO).orElseThrow();
        assertTrue(note.isSignedBy(key.verifier()));
        assertEquals(Optional.of(note), heads.published());
        return Checkpoint.parse(note.text());
    }

    @Test
    void everyCheckpointIsTheTreeOfTheEntriesAndContinuesAllBefore() {
        Random random = new Random(5);
        Checkpoint first = sign();
        Checkpoint before = first;
        assertEquals(new Checkpoint(ORIGIN, 0, Hash.EMPTY), first);
        for (int i = 0; i < 12; i++) {
            leaves.grow(1 + random.nextInt(i % 3 == 0 ? 700 : 5));
            Checkpoint head = sign();
            assertEquals(new Checkpoint(ORIGIN, leaves.end(), leaves.root(leaves.end())), head);
            List<Hash> proof = new LogTree(leaves, tiles).consistency(before.size(), head.size());
            assertTrue(ProofCheck.extendsTree(before.root(), before.size(), head.root(), head.size(), proof));
            before = head;
        }
    }

    @Test
    void aLogThatHasNotGrownIsNotSignedAgain() {
        leaves.grow(3);
        sign();

        assertEquals(Optional.empty(), round().run(Duration.ZERO));
    }

    @Test
    void aRestartReadsOnlyWhatIsNew() {
        leaves.grow(70_000);
        sign();
        leaves.takeReads();
        leaves.grow(10);
        sign();

        assertEquals(10, leaves.takeReads());
    }

    @Test
    void whatACrashLeftUnsignedIsSignedAsItWasMeant() {
        leaves.grow(300);
        Checkpoint meant = new Checkpoint(ORIGIN, 300, leaves.root(300));
        assertTrue(heads.advance(Optional.empty(), meant));

        assertEquals(meant, sign());
    }

    @Test
    void lostShortAndWrongTilesAreMadeAgain() {
        leaves.grow(600);
        Checkpoint first = sign();
        tiles.clear();
        leaves.grow(1);
        Checkpoint second = sign();
        assertEquals(leaves.root(601), second.root());

        tiles.clear();
        tiles.write(new Tile(0, 2, 89), new byte[88 * Hash.LENGTH]);
        leaves.grow(1);
        assertEquals(leaves.root(602), sign().root());

        tiles.clear();
        tiles.write(new Tile(0, 2, 90), new byte[90 * Hash.LENGTH]);
        tiles.write(new Tile(1, 0, 2), new byte[2 * Hash.LENGTH]);
        leaves.grow(1);
        Checkpoint last = sign();
        assertEquals(leaves.root(603), last.root());
        List<Hash> proof = new LogTree(leaves, tiles).consistency(first.size(), last.size());
        assertTrue(ProofCheck.extendsTree(first.root(), first.size(), last.root(), last.size(), proof));
    }

    @Test
    void aLogThatLostItsEndIsNotSigned() {
        leaves.grow(10);
        sign();
        leaves.cut(1);

        var refused = assertThrows(RolledBackLogException.class, () -> round().run(Duration.ZERO));
        assertTrue(refused.toString().contains("it has 9 entries"), refused.toString());
    }

    @Test
    void anotherStoryOfTheSameLengthIsNotSigned() {
        leaves.grow(300);
        sign();
        leaves.cut(1);
        leaves.grow(5);
        leaves.rewrite(299);
        tiles.clear();

        assertThrows(RolledBackLogException.class, () -> round().run(Duration.ZERO));
        assertEquals(300, heads.last().orElseThrow().size());
    }

    @Test
    void changedLastEntriesShowAtTheStartEvenThoughTheTilesAreThere() {
        leaves.grow(300);
        Checkpoint head = sign();
        LogTree tree = new LogTree(leaves, tiles);
        tree.checkEnd(head);
        leaves.rewrite(280);

        assertThrows(RolledBackLogException.class, () -> tree.checkEnd(head));
    }

    @Test
    void aReplicaWhoseKeyWasRotatedAwaySignsNoMore() {
        leaves.grow(1);
        SigningKey next = SigningKey.generate(ORIGIN, SignatureKind.LOG);
        assertTrue(heads.addKey(Optional.of(key.verifier()), next.verifier()));

        assertEquals(Optional.empty(), round().run(Duration.ZERO));
        assertEquals(Optional.empty(), heads.last());
    }
}
