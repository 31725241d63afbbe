package dev.freehold.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.freehold.audit.AuditEntry.Kind;
import dev.freehold.audit.RecordedEntry;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DestinationsTest {
    private static final List<RecordedEntry> ENTRIES =
            List.of(EntryFormatsTest.call(0, Kind.ADMIT), EntryFormatsTest.call(1, Kind.SETTLE));
    private static final SyslogMessage MESSAGE = new SyslogMessage(new JsonLines(), "");

    @TempDir
    Path folder;

    private static SyslogDestination syslog(String scheme, int port, Optional<SSLContext> tls) {
        return new SyslogDestination(
                URI.create(scheme + "://localhost:" + port), MESSAGE, tls, Duration.ofMillis(1500));
    }

    private static CompletableFuture<String> readOnce(ServerSocket server) {
        return CompletableFuture.supplyAsync(() -> {
            try (Socket socket = server.accept()) {
                return new String(socket.getInputStream().readAllBytes(), UTF_8);
            } catch (IOException e) {
                return "broken: " + e;
            }
        });
    }

    private static String expected() {
        return new String(MESSAGE.frame(ENTRIES.get(0)), UTF_8) + new String(MESSAGE.frame(ENTRIES.get(1)), UTF_8);
    }

    @Test
    void syslogIsSentOverTcp() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            CompletableFuture<String> read = readOnce(server);
            syslog("tcp", server.getLocalPort(), Optional.empty()).send(ENTRIES);
            assertEquals(expected(), read.get());
        }
    }

    @Test
    void aServerThatDoesNotReadHasNotGotIt() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            assertThrows(
                    IOException.class,
                    () -> syslog("tcp", server.getLocalPort(), Optional.empty()).send(ENTRIES));
        }
    }

    @Test
    void aServerThatBreaksOffHasNotGotIt() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> reset = CompletableFuture.runAsync(() -> {
                try (Socket socket = server.accept()) {
                    socket.setSoLinger(true, 0);
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            assertThrows(
                    IOException.class,
                    () -> syslog("tcp", server.getLocalPort(), Optional.empty()).send(ENTRIES));
            reset.get();
        }
    }

    @Test
    void syslogIsSentOverTlsToWhomIsTrustedOnly() throws Exception {
        Path store = folder.resolve("server.p12");
        Path pem = folder.resolve("server.pem");
        keytool(
                "-genkeypair",
                "-alias",
                "s",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-keystore",
                store.toString(),
                "-storepass",
                "changeit");
        keytool(
                "-exportcert",
                "-rfc",
                "-alias",
                "s",
                "-file",
                pem.toString(),
                "-keystore",
                store.toString(),
                "-storepass",
                "changeit");
        try (ServerSocket server =
                serving(store).getServerSocketFactory().createServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            CompletableFuture<String> read = readOnce(server);
            syslog("tls", server.getLocalPort(), Optional.of(Trust.of(Optional.of(pem))))
                    .send(ENTRIES);
            assertEquals(expected(), read.get());
            CompletableFuture<String> refused = readOnce(server);
            assertThrows(
                    IOException.class,
                    () -> syslog("tls", server.getLocalPort(), Optional.of(Trust.of(Optional.empty())))
                            .send(ENTRIES));
            assertTrue(refused.get().startsWith("broken"));
        }
    }

    private static void keytool(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        assertEquals(0, new ProcessBuilder(command).inheritIO().start().waitFor());
    }

    private static SSLContext serving(Path store) throws Exception {
        char[] password = "changeit".toCharArray();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, password);
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    @Test
    void aCollectorHasItWhenItSaysSo() throws Exception {
        Queue<Map.Entry<Integer, String>> answers = new ArrayDeque<>(List.of(
                Map.entry(503, ""),
                Map.entry(200, "{\"partialSuccess\":{\"rejectedLogRecords\":\"1\"}}"),
                Map.entry(200, "{\"partialSuccess\":{}}"),
                Map.entry(200, "")));
        Queue<String> bodies = new ArrayDeque<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/logs", exchange -> {
            bodies.add(exchange.getRequestHeaders().getFirst("Authorization") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            Map.Entry<Integer, String> answer = answers.remove();
            byte[] body = answer.getValue().getBytes(UTF_8);
            exchange.sendResponseHeaders(answer.getKey(), body.length == 0 ? -1 : body.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
        server.start();
        try (HttpClient client = HttpClient.newHttpClient()) {
            OtlpLogs logs = new OtlpLogs("1");
            OtlpDestination collector = new OtlpDestination(
                    URI.create("http://localhost:" + server.getAddress().getPort() + "/v1/logs"),
                    Map.of("Authorization", "Bearer x"),
                    Duration.ofSeconds(10),
                    logs,
                    client);
            assertThrows(IOException.class, () -> collector.send(ENTRIES));
            assertThrows(IOException.class, () -> collector.send(ENTRIES));
            collector.send(ENTRIES);
            collector.send(ENTRIES);
            assertEquals(4, bodies.size());
            assertEquals("Bearer x " + logs.body(ENTRIES), bodies.peek());
        } finally {
            server.stop(0);
        }
    }
}
