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
import java.util.HashMap;
import java.util.Map;

/** An identity provider on this machine that publishes its key; the tests get the private half by configuration. */
public final class Issuer implements QuarkusTestResourceLifecycleManager {
    static final String CLUSTER = "https://kubernetes.default.svc.cluster.local";

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
        String keys = "http://localhost:" + server.getAddress().getPort() + "/keys";
        Map<String, String> settings = new HashMap<>();
        String corp = "freehold.auth.jwt.issuers.corp.";
        settings.put(corp + "issuer", JwtSettings.ISSUER);
        settings.put(corp + "audience", JwtSettings.AUDIENCE);
        settings.put(corp + "jwks-url", keys);
        String cluster = "freehold.auth.jwt.issuers.cluster.";
        settings.put(cluster + "issuer", CLUSTER);
        settings.put(cluster + "audience", JwtSettings.AUDIENCE);
        settings.put(cluster + "jwks-url", keys);
        settings.put(cluster + "default-tenant", "acme");
        settings.put(cluster + "project-claim", "kubernetes.io/namespace");
        settings.put(cluster + "roles-claim", "sub");
        settings.put(cluster + "role-mapping.\"system:serviceaccount:ml:trainer\"", "inference");
        settings.put(
                "test.issuer.key",
                Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded()));
        return settings;
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
