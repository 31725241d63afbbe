package dev.freehold.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Writes tokens part by part, the wrong ones too: a proper library refuses to. */
final class TestTokens {
    static final KeyPair RSA = pair("RSA", 2048);
    static final KeyPair OTHER_RSA = pair("RSA", 2048);
    static final KeyPair EC = pair("EC", 256);
    static final KeyPair EC_384 = pair("EC", 384);
    static final KeyPair ED = pair("Ed25519", 255);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> JCA = Map.of(
            "RS256", "SHA256withRSA",
            "RS384", "SHA384withRSA",
            "RS512", "SHA512withRSA",
            "PS256", "RSASSA-PSS",
            "ES256", "SHA256withECDSAinP1363Format",
            "ES384", "SHA384withECDSAinP1363Format",
            "EdDSA", "Ed25519");

    private TestTokens() {}

    /** The claims of a token that is accepted. */
    static Map<String, Object> claims() {
        long now = Instant.now().getEpochSecond();
        Map<String, Object> claims = new HashMap<>();
        claims.put("iss", JwtSettings.ISSUER);
        claims.put("aud", JwtSettings.AUDIENCE);
        claims.put("sub", "alice");
        claims.put("iat", now);
        claims.put("exp", now + 600);
        claims.put("tenant", "acme");
        claims.put("project", "web");
        claims.put("roles", List.of("inference", "auditor", "emperor"));
        return claims;
    }

    static Map<String, Object> claims(String name, Object value) {
        Map<String, Object> claims = claims();
        claims.put(name, value);
        return claims;
    }

    static Map<String, Object> claimsWithout(String name) {
        Map<String, Object> claims = claims();
        claims.remove(name);
        return claims;
    }

    static Map<String, Object> header(String algorithm) {
        Map<String, Object> header = new HashMap<>();
        header.put("alg", algorithm);
        header.put("typ", "JWT");
        return header;
    }

    static Map<String, Object> header(String algorithm, String name, Object value) {
        Map<String, Object> header = header(algorithm);
        header.put(name, value);
        return header;
    }

    static String rs256(Map<String, Object> claims) {
        return signed(header("RS256"), claims, RSA.getPrivate(), "RS256");
    }

    static String signed(Map<String, Object> header, Map<String, Object> claims, Key key, String algorithm) {
        return signed(json(header), json(claims), key, algorithm);
    }

    static String signed(String header, String claims, Key key, String algorithm) {
        String content = part(header) + "." + part(claims);
        return content + "." + encoded(signature(content.getBytes(UTF_8), key, algorithm));
    }

    static String part(String json) {
        return encoded(json.getBytes(UTF_8));
    }

    static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static String pem(KeyPair pair) {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(pair.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    static String json(Map<String, Object> members) {
        try {
            return JSON.writeValueAsString(members);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] signature(byte[] content, Key key, String algorithm) {
        try {
            if (key instanceof PrivateKey secret) {
                Signature signature = Signature.getInstance(JCA.getOrDefault(algorithm, "SHA256withRSA"));
                if (algorithm.equals("PS256")) {
                    signature.setParameter(new java.security.spec.PSSParameterSpec(
                            "SHA-256", "MGF1", java.security.spec.MGF1ParameterSpec.SHA256, 32, 1));
                }
                signature.initSign(secret);
                signature.update(content);
                return signature.sign();
            }
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(content);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static Key symmetric(byte[] bytes) {
        return new SecretKeySpec(bytes, "HmacSHA256");
    }

    private static KeyPair pair(String family, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(family);
            if (!family.equals("Ed25519")) {
                generator.initialize(bits);
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
