package dev.freehold.auth;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freehold.core.Fault;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a token must look like before any cryptography is tried: a compact JWS, small, with a header that names a
 * known algorithm and none of the members by which a token tells its reader where to get keys (RFC 8725).
 */
final class TokenProfile {
    static final int MAX_LENGTH = 8192;

    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");
    private static final Pattern KEY_ID = Pattern.compile("[A-Za-z0-9_.:-]{1,128}");
    private static final List<String> FORBIDDEN = List.of("jku", "x5u", "jwk", "x5c", "crit", "b64", "enc", "zip");
    private static final Set<String> TYPES = Set.of("jwt", "at+jwt", "application/at+jwt");
    private static final int MAX_DEPTH = 8;
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** What is needed of the header to find the key. */
    record Header(String algorithm, Optional<String> keyId) {}

    /** What a token says of itself, and nobody has verified: enough to choose whom to ask. */
    record Unverified(Header header, String issuer) {}

    private TokenProfile() {}

    /** Refuses with a {@link Fault} {@code UNAUTHENTICATED}. */
    static Unverified read(String token) {
        if (token.length() > MAX_LENGTH) {
            throw Refusal.of("The token is longer than " + MAX_LENGTH + " characters.");
        }
        if (!SHAPE.matcher(token).matches()) {
            throw Refusal.of("The token is not a compact JWS: three parts of base64url with dots between them.");
        }
        String[] parts = token.split("\\.", -1);
        JsonNode header = object(parts[0], "header");
        JsonNode issuer = object(parts[1], "payload").path("iss");
        FORBIDDEN.stream().filter(header::has).findFirst().ifPresent(name -> {
            throw Refusal.of("The token's header has a member that is not accepted: " + name + ".");
        });
        checkType(header);
        if (!issuer.isTextual()) {
            throw Refusal.of("The token does not say who issued it.");
        }
        return new Unverified(new Header(algorithm(header), keyId(header)), issuer.textValue());
    }

    private static void checkType(JsonNode header) {
        JsonNode type = header.get("typ");
        if (type != null
                && !(type.isTextual() && TYPES.contains(type.textValue().toLowerCase(Locale.ROOT)))) {
            throw Refusal.of("The token's typ must be JWT or at+jwt.");
        }
    }

    private static String algorithm(JsonNode header) {
        JsonNode algorithm = header.get("alg");
        if (algorithm == null || !algorithm.isTextual() || !KeyFamily.SUPPORTED.contains(algorithm.textValue())) {
            throw Refusal.of("The token is not signed with an accepted algorithm.");
        }
        return algorithm.textValue();
    }

    private static Optional<String> keyId(JsonNode header) {
        JsonNode id = header.get("kid");
        if (id == null) {
            return Optional.empty();
        }
        if (!id.isTextual() || !KEY_ID.matcher(id.textValue()).matches()) {
            throw Refusal.of("The token's kid must be 1 to 128 of A-Z a-z 0-9 _ . : -");
        }
        return Optional.of(id.textValue());
    }

    private static JsonNode object(String part, String name) {
        try {
            JsonNode node = JSON.readTree(Base64.getUrlDecoder().decode(part));
            if (node.isObject()) {
                return node;
            }
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw malformed(name).causedBy(withoutText(e));
        } catch (IOException e) {
            throw malformed(name);
        }
        throw malformed(name);
    }

    private static Fault malformed(String name) {
        return Refusal.of("The token's " + name + " is not a JSON object.");
    }

    /** The parser's own message quotes the token. */
    private static IllegalArgumentException withoutText(Exception e) {
        return new IllegalArgumentException(e.getClass().getSimpleName());
    }
}
