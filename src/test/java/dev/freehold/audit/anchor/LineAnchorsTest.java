package dev.freehold.audit.anchor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.audit.checkpoint.RememberedHead;
import dev.freehold.tlog.Checkpoint;
import dev.freehold.tlog.Hash;
import dev.freehold.tlog.SignatureKind;
import dev.freehold.tlog.SignedNote;
import dev.freehold.tlog.SigningKey;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineAnchorsTest {
    private static final SigningKey KEY = SigningKey.generate("log.example/1", SignatureKind.LOG);

    @TempDir
    Path folder;

    private static Checkpoint head(long size) {
        return new Checkpoint("log.example/1", size, Hash.ofLeaf(new byte[] {(byte) size}));
    }

    private static SignedNote note(long size) {
        return new SignedNote(head(size).text(), List.of(KEY.sign(head(size).text(), Instant.EPOCH)));
    }

    @Test
    void aLineHoldsTheWholeSignedCheckpoint() {
        String[] parts = AnchorLine.of(note(7), Instant.EPOCH).split(" ", -1);
        String text = parts[1] + "\n" + parts[2] + "\n" + parts[3] + "\n";
        SignedNote again = SignedNote.parse(text + "\n\u2014 " + parts[1] + " " + parts[4] + "\n");

        assertEquals("1970-01-01T00:00:00Z", parts[0]);
        assertTrue(again.isSignedBy(KEY.verifier()));
    }

    @Test
    void theFileGrowsAndItsNewestLineIsRemembered() throws Exception {
        FileAnchor anchor = new FileAnchor(folder.resolve("anchors"));
        assertEquals(Optional.empty(), anchor.newest());
        for (int size = 1; size <= 40; size++) {
            anchor.put(note(size));
        }

        assertEquals(40, Files.readAllLines(folder.resolve("anchors")).size());
        assertEquals(Optional.of(head(40)), anchor.newest().map(RememberedHead::head));
    }

    @Test
    void aTornLastLineDoesNotCount() throws Exception {
        Path file = folder.resolve("anchors");
        FileAnchor anchor = new FileAnchor(file);
        anchor.put(note(3));
        String next = AnchorLine.of(note(4), Instant.now());
        for (int cut = 1; cut < next.length() - 100; cut++) {
            Files.writeString(file, AnchorLine.of(note(3), Instant.now()) + "\n" + next.substring(0, cut));
            assertEquals(Optional.of(head(3)), anchor.newest().map(RememberedHead::head));
        }
        Files.writeString(file, "\n", StandardOpenOption.APPEND);
        anchor.put(note(5));
        assertEquals(Optional.of(head(5)), anchor.newest().map(RememberedHead::head));
    }

    @Test
    void aFileThatCannotBeWrittenIsNoAnchor() {
        assertThrows(java.io.IOException.class, () -> new FileAnchor(folder).put(note(1)));
    }

    @Test
    void syslogGetsOneDatagram() throws Exception {
        try (DatagramSocket server = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            server.setSoTimeout(5000);
            new SyslogAnchor(URI.create("udp://127.0.0.1:" + server.getLocalPort())).put(note(7));
            DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
            server.receive(packet);

            assertIsMessage(new String(packet.getData(), 0, packet.getLength(), UTF_8));
        }
    }

    @Test
    void syslogOverTcpCountsItsOctets() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<String> received = CompletableFuture.supplyAsync(() -> {
                try (Socket socket = server.accept()) {
                    return new String(socket.getInputStream().readAllBytes(), UTF_8);
                } catch (java.io.IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            new SyslogAnchor(URI.create("tcp://127.0.0.1:" + server.getLocalPort())).put(note(7));
            String[] frame = received.get(5, TimeUnit.SECONDS).split(" ", 2);

            assertEquals(frame[1].getBytes(UTF_8).length, Integer.parseInt(frame[0]));
            assertIsMessage(frame[1]);
        }
    }

    private static void assertIsMessage(String message) {
        assertTrue(
                message.matches("<110>1 \\S+ \\S+ freehold - checkpoint - \\S+Z log.example/1 7 \\S+ \\S+"), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp://host", "http://host:1", "host:1", "tls:host:1"})
    void anythingElseIsNoSyslog(String uri) {
        assertThrows(IllegalArgumentException.class, () -> new SyslogAnchor(URI.create(uri)));
    }
}
