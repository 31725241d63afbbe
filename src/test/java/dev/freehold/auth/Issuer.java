package dev.freehold.auth;

import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;

/** An identity provider on this machine that publishes its key; the tests get the private half by configuration. */
public final class Issuer implements QuarkusTestResourceLifecycleManager {
    private final KeyPair pair = TestTokens.RSA;
    private final HttpServer server;

    public Issuer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public Map<String, String> start() {
        RSAPublicKey key = (RSAPublicKey) pair.getPublic();
        byte[] body = """
                {"keys":[{"kty":"RSA","use":"sig","alg":"RS256","kid":"one","n":"%s","e":"%s"}]}""".formatted(encode(key.getModulus()), encode(key.getPublicExponent()))
                .getBytes(StandardCharsets.UTF_8);
        server.createContext("/keys", exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return Map.of(
                "freehold.auth.jwt.issuer",
                JwtSettings.ISSUER,
                "freehold.auth.jwt.audience",
                JwtSettings.AUDIENCE,
                "freehold.auth.jwt.jwks-url",
                "http://localhost:" + server.getAddress().getPort() + "/keys",
                "test.issuer.key",
                Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded()));
    }

    private static String encode(BigInteger number) {
        byte[] bytes = number.toByteArray();
        int sign = bytes[0] == 0 ? 1 : 0;
        byte[] magnitude = Arrays.copyOfRange(bytes, sign, bytes.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(magnitude);
    }

    @Override
    public void stop() {
        server.stop(0);
    }
}
