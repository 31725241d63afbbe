package dev.freehold.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeySetAddressTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    Path folder;

    private final List<HttpServer> servers = new ArrayList<>();
    private final List<String> authorizations = new ArrayList<>();

    @AfterEach
    void stop() {
        servers.forEach(server -> server.stop(0));
    }

    @Test
    void presentsTheTokenThatIsInItsFileNow() throws IOException {
        Path token = Files.writeString(folder.resolve("token"), "first\n");
        KeySetAddress address = KeySetAddress.parse(serve(plain(), 200), Optional.empty(), Optional.of(token));

        address.fetch();
        Files.writeString(token, "second");
        address.fetch();

        assertEquals(List.of("Bearer first", "Bearer second"), authorizations);
    }

    @Test
    void followsNoRedirectAndTakesNoError() throws IOException {
        for (int status : List.of(302, 404, 500)) {
            KeySetAddress address = KeySetAddress.parse(serve(plain(), status), Optional.empty(), Optional.empty());
            assertThrows(IOException.class, address::fetch);
        }
        assertEquals(List.of("", "", ""), authorizations);
    }

    @Test
    void trustsTheAuthoritiesItIsToldToTrustAndNoOther() throws Exception {
        Path store = keyStore();
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context(store)));
        String url = serve(server, 200).replace("http:", "https:");
        Path authorities = Files.writeString(folder.resolve("ca.crt"), certificate(store));

        assertEquals(
                "{}",
                KeySetAddress.parse(url, Optional.of(authorities), Optional.empty())
                        .fetch());
        assertThrows(
                IOException.class,
                () -> KeySetAddress.parse(url, Optional.empty(), Optional.empty())
                        .fetch());
    }

    private static HttpServer plain() throws IOException {
        return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    private String serve(HttpServer server, int status) {
        servers.add(server);
        server.createContext("/", exchange -> {
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            authorizations.add(authorization == null ? "" : authorization);
            exchange.getResponseHeaders().add("Location", "/elsewhere");
            exchange.sendResponseHeaders(status, 2);
            exchange.getResponseBody().write(new byte[] {'{', '}'});
            exchange.close();
        });
        server.start();
        return "http://localhost:" + server.getAddress().getPort() + "/keys";
    }

    private Path keyStore() throws IOException, InterruptedException {
        Path store = folder.resolve("server.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-storepass",
                        new String(PASSWORD),
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        assertEquals(0, keytool.waitFor());
        return store;
    }

    private static KeyStore load(Path store) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        return keys;
    }

    private static SSLContext context(Path store) throws IOException, GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(load(store), PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private static String certificate(Path store) throws IOException, GeneralSecurityException {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder()
                        .encodeToString(load(store).getCertificate("server").getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }
}
