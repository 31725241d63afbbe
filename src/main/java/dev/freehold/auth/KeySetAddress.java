package dev.freehold.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * The address that the operator configured for the issuer's keys: the only one that is ever asked, without redirects.
 *
 * @param authorities the certificates that its server is trusted by, in PEM; absent for those of the platform
 * @param token a file with the bearer token that it asks for, which may change between two fetches
 */
record KeySetAddress(URI address, Optional<Path> authorities, Optional<Path> token)
        implements PublishedTokenKeys.Source {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int MAX_BYTES = 1 << 20;
    private static final int OK = 200;
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    static KeySetAddress parse(String url, Optional<Path> authorities, Optional<Path> token) {
        URI address;
        try {
            address = new URI(url);
        } catch (URISyntaxException e) {
            throw notHttps(e);
        }
        boolean local = "http".equals(address.getScheme()) && THIS_MACHINE.contains(address.getHost());
        if (address.getHost() == null || !(local || "https".equals(address.getScheme()))) {
            throw notHttps(null);
        }
        return new KeySetAddress(address, authorities, token);
    }

    @Override
    public String fetch() throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(TIMEOUT);
        if (token.isPresent()) {
            request.header(
                    "Authorization", "Bearer " + Files.readString(token.get()).strip());
        }
        try (HttpClient client = client()) {
            return text(client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private HttpClient client() throws IOException {
        HttpClient.Builder client =
                HttpClient.newBuilder().connectTimeout(TIMEOUT).followRedirects(HttpClient.Redirect.NEVER);
        return authorities.isPresent()
                ? client.sslContext(trusting(authorities.get())).build()
                : client.build();
    }

    private static SSLContext trusting(Path pem) throws IOException {
        try (InputStream certificates = Files.newInputStream(pem)) {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            for (Certificate authority : CertificateFactory.getInstance("X.509").generateCertificates(certificates)) {
                trusted.setCertificateEntry("authority-" + trusted.size(), authority);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("the certificates in " + pem + " cannot be used", e);
        }
    }

    private static IllegalStateException notHttps(@Nullable Exception cause) {
        return new IllegalStateException("the jwks-url of a token issuer must be an https address", cause);
    }

    private static String text(HttpResponse<InputStream> response) throws IOException {
        try (InputStream body = response.body()) {
            byte[] bytes = body.readNBytes(MAX_BYTES + 1);
            if (response.statusCode() != OK || bytes.length > MAX_BYTES) {
                throw new IOException(
                        "answered with status " + response.statusCode() + " and " + bytes.length + " bytes");
            }
            return new String(bytes, UTF_8);
        }
    }
}
