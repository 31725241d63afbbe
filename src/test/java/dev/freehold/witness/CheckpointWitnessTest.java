package dev.freehold.witness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.tlog.AddCheckpoint;
import dev.freehold.tlog.Checkpoint;
import dev.freehold.tlog.CompactRange;
import dev.freehold.tlog.Hash;
import dev.freehold.tlog.NoteSignature;
import dev.freehold.tlog.Proofs;
import dev.freehold.tlog.SignatureKind;
import dev.freehold.tlog.SignedNote;
import dev.freehold.tlog.SigningKey;
import dev.freehold.witness.CheckpointWitness.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointWitnessTest {
    private static final String ORIGIN = "log.example/1";
    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);

    @TempDir
    Path folder;

    private final SigningKey log = SigningKey.generate(ORIGIN, SignatureKind.LOG);
    private final SigningKey key = SigningKey.generate("witness.example/w", SignatureKind.WITNESS);
    private CheckpointWitness witness = open(Path.of("unused"));

    @BeforeEach
    void open() {
        witness = open(folder.resolve("seen"));
    }

    private CheckpointWitness open(Path seen) {
        return new CheckpointWitness(key, List.of(log.verifier()), new SeenHeads(seen), () -> NOW);
    }

    private static Hash leaf(long index) {
        return Hash.ofLeaf(Long.toString(index).getBytes(StandardCharsets.US_ASCII));
    }

    private static Hash root(long size) {
        CompactRange tree = new CompactRange();
        for (long i = 0; i < size; i++) {
            tree.append(leaf(i));
        }
        return tree.root();
    }

    /** Subtrees straight from the leaves. */
    private static Hash node(int level, long index) {
        return level == 0 ? leaf(index) : Hash.ofNode(node(level - 1, 2 * index), node(level - 1, 2 * index + 1));
    }

    private AddCheckpoint request(long old, long size) {
        return request(old, new Checkpoint(ORIGIN, size, root(size)), log);
    }

    private static AddCheckpoint request(long old, Checkpoint head, SigningKey signer) {
        List<Hash> proof = Proofs.consistency(CheckpointWitnessTest::node, Math.min(old, head.size()), head.size());
        return new AddCheckpoint(
                old, proof, new SignedNote(head.text(), List.of(signer.sign(head.text(), Instant.EPOCH))));
    }

    private int status(AddCheckpoint request) throws IOException {
        return witness.add(request.toString()).status();
    }

    @Test
    void cosignsWhatContinuesWhatItSaw() throws Exception {
        for (AddCheckpoint request : List.of(request(0, 5), request(5, 5), request(5, 300))) {
            Answer answer = witness.add(request.toString());

            assertEquals(200, answer.status());
            SignedNote cosigned = request.checkpoint()
                    .and(answer.body().lines().map(NoteSignature::parse).toList());
            assertEquals(Optional.of(NOW), key.verifier().cosignedAt(cosigned));
            assertTrue(cosigned.isSignedBy(log.verifier()));
        }
    }

    @Test
    void tellsTheSizeToWhoExpectsAnother() throws Exception {
        assertEquals(200, status(request(0, 5)));
        Answer answer = witness.add(request(0, 9).toString());

        assertEquals(409, answer.status());
        assertEquals("text/x.tlog.size", answer.type());
        assertEquals("5\n", answer.body());
        assertEquals(409, status(request(4, 9)));
    }

    @Test
    void anotherStoryIsNotCosigned() throws Exception {
        assertEquals(200, status(request(0, 5)));

        assertEquals(409, status(request(5, new Checkpoint(ORIGIN, 5, root(6)), log)));
        assertEquals(422, status(request(5, new Checkpoint(ORIGIN, 9, root(8)), log)));
        AddCheckpoint bare = new AddCheckpoint(5, List.of(), request(5, 9).checkpoint());
        assertEquals(422, status(bare));
        assertEquals(200, status(request(5, 9)));
    }

    @Test
    void aLogThatWentBackIsNotCosigned() throws Exception {
        assertEquals(200, status(request(0, 9)));

        assertEquals(409, status(request(5, 7)));
        assertEquals(400, status(request(9, 5)));
    }

    @Test
    void strangersAreTurnedAway() throws Exception {
        assertEquals(404, status(request(0, new Checkpoint("log.example/2", 5, root(5)), log)));
        SigningKey thief = SigningKey.generate(ORIGIN, SignatureKind.LOG);
        assertEquals(403, status(request(0, new Checkpoint(ORIGIN, 5, root(5)), thief)));
        assertEquals(400, witness.add("no request").status());
        assertEquals(200, status(request(0, 5)));
    }

    @Test
    void remembersOverARestart() throws Exception {
        assertEquals(200, status(request(0, 5)));
        open();

        assertEquals(409, status(request(0, 9)));
    }

    @Test
    void whatCannotBeRememberedIsNotSigned() throws Exception {
        Files.writeString(folder.resolve("seen"), "a file where the folder should be");

        assertThrows(IOException.class, () -> witness.add(request(0, 5).toString()));
    }

    @Test
    void ofManyContinuationsAtOnceOneIsCosigned() throws Exception {
        assertEquals(200, status(request(0, 5)));
        CyclicBarrier together = new CyclicBarrier(8);
        List<String> requests = IntStream.range(6, 14)
                .mapToObj(size -> request(5, size).toString())
                .toList();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Callable<Integer>> tries = requests.stream()
                    .<Callable<Integer>>map(body -> () -> {
                        together.await();
                        return witness.add(body).status();
                    })
                    .toList();
            int cosigned = 0;
            for (Future<Integer> attempt : threads.invokeAll(tries)) {
                cosigned += attempt.get() == 200 ? 1 : 0;
            }
            assertEquals(1, cosigned);
        }
    }
}
