package dev.freehold.audit.anchor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.audit.RolledBackLogException;
import dev.freehold.tlog.Checkpoint;
import dev.freehold.tlog.CompactRange;
import dev.freehold.tlog.Hash;
import dev.freehold.tlog.NoteSignature;
import dev.freehold.tlog.Proofs;
import dev.freehold.tlog.SignatureKind;
import dev.freehold.tlog.SignedNote;
import dev.freehold.tlog.SigningKey;
import dev.freehold.witness.WitnessFolder;
import dev.freehold.witness.WitnessServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gateway's side against the witness of this same jar, over HTTP. */
class WitnessAnchorTest {
    private static final String ORIGIN = "log.example/1";

    @TempDir
    Path home;

    private final SigningKey key = SigningKey.generate(ORIGIN, SignatureKind.LOG);
    private final List<NoteSignature> cosignatures = new ArrayList<>();
    private String salt = "";
    private AutoCloseable open = () -> {};
    private WitnessAnchor anchor = anchor(1, key);

    private final class Log implements WitnessedLog {
        @Override
        public List<Hash> consistency(long older, long newer) {
            return Proofs.consistency(WitnessAnchorTest.this::node, older, newer);
        }

        @Override
        public void cosigned(String text, List<NoteSignature> signatures) {
            cosignatures.addAll(signatures);
        }
    }

    private record Settings(URI url, String key) implements AnchorConfig.WitnessConfig {}

    private WitnessAnchor anchor(int port, SigningKey witness) {
        SigningKey cosigner = SigningKey.parse("w", SignatureKind.WITNESS, witness.pem());
        return anchor(port, cosigner.verifier().toString());
    }

    private WitnessAnchor anchor(int port, String vkey) {
        return new WitnessAnchor("w", new Settings(URI.create("http://127.0.0.1:" + port + "/"), vkey), new Log());
    }

    @BeforeEach
    void openWitness() throws Exception {
        WitnessFolder folder = WitnessFolder.open(home.resolve("witness"), "witness.example/w");
        WitnessServer server = folder.serve(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                List.of(key.verifier().toString()));
        open = () -> {
            server.close();
            folder.close();
        };
        anchor = anchor(server.port(), folder.key().toString());
    }

    @AfterEach
    void close() throws Exception {
        open.close();
    }

    private Hash leaf(long index) {
        return Hash.ofLeaf((salt + index).getBytes(StandardCharsets.US_ASCII));
    }

    private Hash node(int level, long index) {
        return level == 0 ? leaf(index) : Hash.ofNode(node(level - 1, 2 * index), node(level - 1, 2 * index + 1));
    }

    private SignedNote note(int size) {
        CompactRange tree = new CompactRange();
        for (long i = 0; i < size; i++) {
            tree.append(leaf(i));
        }
        Checkpoint head = new Checkpoint(ORIGIN, size, tree.root());
        return new SignedNote(head.text(), List.of(key.sign(head.text(), Instant.EPOCH)));
    }

    @Test
    void everyCheckpointIsCosigned() throws Exception {
        for (int size : new int[] {0, 3, 3, 8, 300}) {
            anchor.put(note(size));
        }

        assertEquals(5, cosignatures.size());
        assertTrue(cosignatures.stream().allMatch(line -> line.name().equals("witness.example/w")));
    }

    @Test
    void whoForgotWhatTheWitnessSawIsToldAndGoesOn() throws Exception {
        anchor.put(note(8));
        openAgain();
        anchor.put(note(20));

        assertEquals(2, cosignatures.size());
    }

    /** Another process of the gateway, with the same witness. */
    private void openAgain() throws Exception {
        open.close();
        openWitness();
    }

    @Test
    void aLogThatWasRolledBackIsFoundAtTheStartAndNeverCosigned() throws Exception {
        anchor.put(note(20));
        openAgain();

        var refused = assertThrows(RolledBackLogException.class, () -> anchor.compare(note(19)));
        assertTrue(refused.toString().contains("witness w knows of 20"), refused.toString());
        assertThrows(IOException.class, () -> anchor.put(note(19)));
        assertEquals(1, cosignatures.size());
    }

    @Test
    void aLogThatWasRewrittenIsFoundAtTheStartAndNeverCosigned() throws Exception {
        anchor.put(note(20));
        openAgain();
        salt = "another story ";

        assertThrows(RolledBackLogException.class, () -> anchor.compare(note(30)));
        assertThrows(IOException.class, () -> anchor.put(note(30)));
        assertEquals(1, cosignatures.size());
    }

    @Test
    void aLogThatIsWholeOpens() throws Exception {
        anchor.compare(note(5));
        anchor.put(note(20));
        openAgain();
        anchor.compare(note(20));
        anchor.compare(note(25));
    }

    @Test
    void aWitnessThatIsNotThereDoesNotStopTheStart() throws Exception {
        open.close();
        anchor.compare(note(5));

        assertThrows(IOException.class, () -> anchor.put(note(5)));
        open = () -> {};
    }

    @Test
    void aSignatureOfAnotherKeyIsNone() throws Exception {
        SigningKey other = SigningKey.generate("witness.example/w", SignatureKind.WITNESS);
        try (WitnessFolder folder = WitnessFolder.open(home.resolve("other"), "witness.example/w");
                WitnessServer server = folder.serve(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        List.of(key.verifier().toString()))) {
            WitnessAnchor deceived = anchor(server.port(), other.verifier().toString());

            assertThrows(IOException.class, () -> deceived.put(note(5)));
        }
        assertEquals(List.of(), cosignatures);
    }

    @Test
    void aKeyThatIsNoWitnessesKeyIsNotTaken() {
        assertThrows(
                IllegalArgumentException.class, () -> anchor(1, key.verifier().toString()));
    }
}
