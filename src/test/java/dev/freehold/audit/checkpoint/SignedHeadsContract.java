package dev.freehold.audit.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.tlog.Checkpoint;
import dev.freehold.tlog.Hash;
import dev.freehold.tlog.SignatureKind;
import dev.freehold.tlog.SignedNote;
import dev.freehold.tlog.SigningKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of signed checkpoints keeps to. */
abstract class SignedHeadsContract {
    private static final String ORIGIN = "log.example/1";
    private static final Checkpoint ONE = head(1);
    private static final Checkpoint TWO = head(2);

    private SignedHeads heads = new FileSignedHeads(java.nio.file.Path.of("unused"));

    /** A store with nothing in it. */
    abstract SignedHeads open();

    @BeforeEach
    void openIt() {
        heads = open();
    }

    private static Checkpoint head(long size) {
        return new Checkpoint(ORIGIN, size, Hash.ofLeaf(new byte[] {(byte) size}));
    }

    private static SignedNote note(Checkpoint head, SigningKey... keys) {
        return new SignedNote(
                head.text(),
                List.of(keys).stream()
                        .map(key -> key.sign(head.text(), Instant.now()))
                        .toList());
    }

    @Test
    void nothingIsSignedAtFirst() {
        assertEquals(Optional.empty(), heads.last());
        assertEquals(Optional.empty(), heads.published());
        assertEquals(List.of(), heads.keys());
    }

    @Test
    void advancesOnlyFromWhatIsLast() {
        assertFalse(heads.advance(Optional.of(ONE), TWO));
        assertTrue(heads.advance(Optional.empty(), ONE));
        assertFalse(heads.advance(Optional.empty(), TWO));
        assertTrue(heads.advance(Optional.of(ONE), TWO));
        assertFalse(heads.advance(Optional.of(ONE), head(3)));
        assertFalse(heads.advance(Optional.of(new Checkpoint(ORIGIN, 2, ONE.root())), head(3)));
        assertEquals(Optional.of(TWO), heads.last());
    }

    @Test
    void ofManyAtOnceOneWins() throws Exception {
        assertTrue(heads.advance(Optional.empty(), ONE));
        for (int round = 0; round < 20; round++) {
            Optional<Checkpoint> last = heads.last();
            long size = last.orElseThrow().size();
            CyclicBarrier together = new CyclicBarrier(4);
            try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
                List<Future<Boolean>> tries = IntStream.range(0, 4)
                        .mapToObj(i -> threads.submit(() -> {
                            together.await();
                            return heads.advance(last, head(size + 1 + i));
                        }))
                        .toList();
                int won = 0;
                for (Future<Boolean> attempt : tries) {
                    won += attempt.get() ? 1 : 0;
                }
                assertEquals(1, won);
            }
        }
    }

    @Test
    void aSignatureIsShownOnlyOfTheNewest() {
        SigningKey key = SigningKey.generate(ORIGIN, SignatureKind.LOG);
        heads.advance(Optional.empty(), ONE);
        heads.publish(note(ONE, key));
        heads.advance(Optional.of(ONE), TWO);
        assertEquals(Optional.of(note(ONE, key)), heads.published());
        heads.publish(note(TWO, key));
        heads.publish(note(ONE, key));

        assertEquals(Optional.of(note(TWO, key)), heads.published());
    }

    @Test
    void cosignaturesAreAddedToWhatIsShown() {
        SigningKey key = SigningKey.generate(ORIGIN, SignatureKind.LOG);
        SigningKey witness = SigningKey.generate("witness.example", SignatureKind.WITNESS);
        heads.advance(Optional.empty(), ONE);
        heads.publish(note(ONE, key));
        SignedNote more = note(ONE, key, witness);
        heads.publish(more);

        assertEquals(Optional.of(more), heads.published());
    }

    @Test
    void keysFollowEachOther() {
        SigningKey first = SigningKey.generate(ORIGIN, SignatureKind.LOG);
        SigningKey second = SigningKey.generate(ORIGIN, SignatureKind.LOG);

        assertTrue(heads.addKey(Optional.empty(), first.verifier()));
        assertFalse(heads.addKey(Optional.empty(), second.verifier()));
        assertTrue(heads.addKey(Optional.of(first.verifier()), second.verifier()));
        assertFalse(heads.addKey(Optional.of(first.verifier()), first.verifier()));
        assertEquals(List.of(first.verifier(), second.verifier()), heads.keys());
        assertTrue(heads.lastKeySince().isAfter(Instant.now().minusSeconds(60)));
    }
}
