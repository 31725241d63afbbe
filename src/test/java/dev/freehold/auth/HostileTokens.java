package dev.freehold.auth;

import static dev.freehold.auth.TestTokens.claims;
import static dev.freehold.auth.TestTokens.claimsWithout;
import static dev.freehold.auth.TestTokens.header;
import static dev.freehold.auth.TestTokens.json;
import static dev.freehold.auth.TestTokens.part;
import static dev.freehold.auth.TestTokens.rs256;
import static dev.freehold.auth.TestTokens.signed;
import static dev.freehold.auth.TestTokens.symmetric;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.Key;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tokens that must be refused where {@link TestTokens#RSA} is the issuer's key and RS256 and ES256 are allowed. */
final class HostileTokens {
    private static final Key RSA = TestTokens.RSA.getPrivate();
    private final long now = Instant.now().getEpochSecond();
    private static final long DAY = 86_400;

    private final Map<String, String> tokens = new LinkedHashMap<>();

    private HostileTokens() {}

    /** By what is wrong with them. */
    static Map<String, String> all() {
        HostileTokens corpus = new HostileTokens();
        corpus.algorithms();
        corpus.keysFromTheToken();
        corpus.headers();
        corpus.shapes();
        corpus.signatures();
        corpus.times();
        corpus.parties();
        corpus.mappedClaims();
        return corpus.tokens;
    }

    private void algorithms() {
        for (String none : List.of("none", "None", "NONE", "nOnE", "")) {
            tokens.put("alg " + none + " without a signature", part(json(header(none))) + "." + body() + ".");
            tokens.put("alg " + none + " with a signature", signed(header(none), claims(), RSA, "RS256"));
        }
        for (String algorithm : List.of("RS384", "RS512", "PS256", "rs256", "RS256 ", "RSA-OAEP", "dir", "ES256K")) {
            tokens.put("alg " + algorithm, signed(header(algorithm), claims(), RSA, algorithm));
        }
        byte[] der = TestTokens.RSA.getPublic().getEncoded();
        byte[] pem = TestTokens.pem(TestTokens.RSA).getBytes(UTF_8);
        for (String algorithm : List.of("HS256", "HS384", "HS512", "RS256")) {
            tokens.put(algorithm + " over the key's DER", signed(header(algorithm), claims(), symmetric(der), ""));
            tokens.put(algorithm + " over the key's PEM", signed(header(algorithm), claims(), symmetric(pem), ""));
        }
        tokens.put(
                "ES256 where the key is RSA", signed(header("ES256"), claims(), TestTokens.EC.getPrivate(), "ES256"));
        tokens.put(
                "ES256 on another curve", signed(header("ES256"), claims(), TestTokens.EC_384.getPrivate(), "ES384"));
        tokens.put(
                "ES256 of zeros", part(json(header("ES256"))) + "." + body() + "." + TestTokens.encoded(new byte[64]));
        tokens.put("EdDSA", signed(header("EdDSA"), claims(), TestTokens.ED.getPrivate(), "EdDSA"));
        tokens.put("alg as a list", signed(header("RS256", "alg", List.of("RS256")), claims(), RSA, "RS256"));
        tokens.put("alg as a number", signed(header("RS256", "alg", 256), claims(), RSA, "RS256"));
        tokens.put("no alg", signed("{}", json(claims()), RSA, "RS256"));
    }

    private void keysFromTheToken() {
        Key own = TestTokens.OTHER_RSA.getPrivate();
        Map<String, Object> key = Map.of("kty", "RSA", "n", "AQAB", "e", "AQAB");
        for (Key signer : List.of(RSA, own)) {
            String whose = signer.equals(RSA) ? " signed by the issuer" : " signed by the attacker";
            tokens.put("jku" + whose, with("jku", "https://attacker.example/jwks", signer));
            tokens.put("x5u" + whose, with("x5u", "https://attacker.example/cert", signer));
            tokens.put("jwk" + whose, with("jwk", key, signer));
            tokens.put("x5c" + whose, with("x5c", List.of("MIIB"), signer));
        }
    }

    private void headers() {
        tokens.put("crit", with("crit", List.of("exp"), RSA));
        tokens.put("empty crit", with("crit", List.of(), RSA));
        tokens.put("b64 false", with("b64", false, RSA));
        tokens.put("b64 true", with("b64", true, RSA));
        tokens.put("enc", with("enc", "A256GCM", RSA));
        tokens.put("zip", with("zip", "DEF", RSA));
        tokens.put("other typ", with("typ", "id_token", RSA));
        tokens.put("typ as a number", with("typ", 1, RSA));
        for (String id : List.of("", "../../etc/passwd", "' OR 1=1 --", "a b", "a/b", "k\u0000", "k".repeat(129))) {
            tokens.put("kid " + id, with("kid", id, RSA));
        }
        tokens.put("kid as a number", with("kid", 7, RSA));
        tokens.put("two algs", signed("{\"alg\":\"RS256\",\"alg\":\"none\"}", json(claims()), RSA, "RS256"));
        tokens.put("header is a list", signed("[\"RS256\"]", json(claims()), RSA, "RS256"));
        tokens.put("header is no JSON", signed("RS256", json(claims()), RSA, "RS256"));
        tokens.put("text behind the header", signed(json(header("RS256")) + "{}", json(claims()), RSA, "RS256"));
        tokens.put(
                "deep header",
                signed(
                        "{\"alg\":\"RS256\",\"a\":" + "[".repeat(50) + "]".repeat(50) + "}",
                        json(claims()),
                        RSA,
                        "RS256"));
    }

    private void shapes() {
        String good = rs256(claims());
        tokens.put("one part", "abc");
        tokens.put("two parts", good.substring(0, good.lastIndexOf('.')));
        tokens.put("four parts", good + ".e30");
        tokens.put("five parts, as a JWE", "e30.e30.e30.e30.e30");
        tokens.put("empty", "");
        tokens.put("only dots", "..");
        tokens.put("empty header", good.substring(good.indexOf('.')));
        tokens.put("line feed", good + "\n");
        tokens.put("blank", " " + good);
        tokens.put("padding", good + "=");
        tokens.put("plus of plain base64", good.substring(0, good.length() - 1) + "+");
        tokens.put("NUL", good + "\u0000");
        tokens.put("not ASCII", good + "é");
        tokens.put("full-width dot", good.replaceFirst("\\.", "．"));
        tokens.put("JSON serialisation", "{\"payload\":\"e30\",\"signature\":\"e30\"}");
        tokens.put("oversize", rs256(claims("pad", "x".repeat(9000))));
    }

    private void signatures() {
        String good = rs256(claims());
        int dot = good.lastIndexOf('.');
        String content = good.substring(0, dot);
        tokens.put("no signature", content + ".");
        tokens.put("short signature", good.substring(0, good.length() - 8));
        tokens.put("signature of zeros", content + "." + TestTokens.encoded(new byte[256]));
        tokens.put(
                "changed signature",
                content + "." + (good.charAt(dot + 1) == 'A' ? 'B' : 'A') + good.substring(dot + 2));
        tokens.put("another key", signed(header("RS256"), claims(), TestTokens.OTHER_RSA.getPrivate(), "RS256"));
        String payload = part(json(claims("sub", "mallory")));
        tokens.put("exchanged payload", part(json(header("RS256"))) + "." + payload + good.substring(dot));
        tokens.put("payload is a list", signed(json(header("RS256")), "[]", RSA, "RS256"));
        tokens.put("payload is no JSON", signed(json(header("RS256")), "alice", RSA, "RS256"));
        tokens.put(
                "two subs",
                signed(json(header("RS256")), json(claims()).replaceFirst("\\{", "{\"sub\":\"root\","), RSA, "RS256"));
    }

    private void times() {
        put("expired", claims("exp", now - 3600));
        put("expired beyond the skew", claims("exp", now - 60));
        put("no exp", claimsWithout("exp"));
        put("no iat", claimsWithout("iat"));
        put("exp as text", claims("exp", "tomorrow"));
        put("exp as null", nullClaim("exp"));
        put("exp 0", claims("exp", 0));
        put("negative exp", claims("exp", -1));
        put("nbf in the future", claims("nbf", now + 300));
        put("nbf as text", claims("nbf", "now"));
        put("iat in the future", claims("iat", now + 300));
        put("negative iat", claims("iat", -1));
        put("lives two days", claims("exp", now + 2 * DAY));
        put("lives for ever", claims("exp", Long.MAX_VALUE));
        put("lives long since long", claims("iat", now - 2 * DAY));
        Map<String, Object> overflowing = claims("iat", Long.MIN_VALUE);
        overflowing.put("exp", Long.MAX_VALUE);
        put("a lifetime that overflows", overflowing);
        put("exp 1e300", claims("exp", 1e300));
        put("expires before it is issued", both("iat", now + 20, "exp", now + 10));
    }

    private void parties() {
        put("no iss", claimsWithout("iss"));
        put("other iss", claims("iss", "https://attacker.example"));
        put("longer iss", claims("iss", JwtSettings.ISSUER + "/"));
        put("other case iss", claims("iss", "https://ISSUER.example"));
        put("iss as a list", claims("iss", List.of(JwtSettings.ISSUER)));
        put("no aud", claimsWithout("aud"));
        put("other aud", claims("aud", "other"));
        put("longer aud", claims("aud", JwtSettings.AUDIENCE + "2"));
        put("other auds", claims("aud", List.of("other", "more")));
        put("empty aud", claims("aud", List.of()));
        put("aud as a number", claims("aud", 7));
    }

    private void mappedClaims() {
        put("no sub", claimsWithout("sub"));
        put("empty sub", claims("sub", ""));
        put("control character in sub", claims("sub", "a\nb"));
        put("long sub", claims("sub", "s".repeat(256)));
        put("sub as a number", claims("sub", 7));
        put("no tenant", claimsWithout("tenant"));
        put("empty tenant", claims("tenant", ""));
        put("tenant with a blank", claims("tenant", "a b"));
        put("tenant as a list", claims("tenant", List.of("acme")));
        put("tenant as a number", claims("tenant", 7));
        put("tenant as null", nullClaim("tenant"));
        put("project that is no name", claims("project", "../x"));
    }

    private void put(String what, Map<String, Object> claims) {
        tokens.put(what, rs256(claims));
    }

    private static Map<String, Object> both(String name, Object value, String other, Object otherValue) {
        Map<String, Object> claims = TestTokens.claims(name, value);
        claims.put(other, otherValue);
        return claims;
    }

    private static Map<String, Object> nullClaim(String name) {
        Map<String, Object> claims = new HashMap<>(TestTokens.claims());
        claims.put(name, null);
        return claims;
    }

    private static String with(String name, Object value, Key key) {
        return signed(header("RS256", name, value), TestTokens.claims(), key, "RS256");
    }

    private static String body() {
        return part(json(TestTokens.claims()));
    }
}
