package dev.freehold.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The one key that the operator configured. */
record PinnedTokenKey(PublicKey key) implements TokenKeys {
    private static final String BEGIN = "-----BEGIN PUBLIC KEY-----";
    private static final String END = "-----END PUBLIC KEY-----";

    /** Takes PEM text or the path of a PEM file. */
    static PinnedTokenKey from(String pemOrPath) {
        String pem = pemOrPath.contains("-----BEGIN") ? pemOrPath : read(pemOrPath);
        int from = pem.indexOf(BEGIN);
        int to = pem.indexOf(END);
        if (from < 0 || to < from) {
            throw invalid("has no PEM block that begins with " + BEGIN, null);
        }
        return new PinnedTokenKey(decode(pem.substring(from + BEGIN.length(), to)));
    }

    @Override
    public PublicKey keyFor(TokenProfile.Header header) {
        if (!KeyFamily.fits(key, header.algorithm())) {
            throw Refusal.of("The token is not signed with the issuer's key.");
        }
        return key;
    }

    private static PublicKey decode(String base64) {
        X509EncodedKeySpec encoded;
        try {
            encoded = new X509EncodedKeySpec(Base64.getMimeDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            throw invalid("is not valid base64", e);
        }
        return Stream.of("RSA", "EC", "Ed25519")
                .flatMap(family -> decode(encoded, family).stream())
                .findFirst()
                .orElseThrow(() -> invalid("is not an RSA, EC or Ed25519 public key", null));
    }

    private static Optional<PublicKey> decode(X509EncodedKeySpec encoded, String family) {
        try {
            return Optional.of(KeyFactory.getInstance(family).generatePublic(encoded));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    private static String read(String path) {
        try {
            return Files.readString(Path.of(path), UTF_8);
        } catch (IOException | InvalidPathException e) {
            throw invalid("is neither PEM text nor a file that can be read", e);
        }
    }

    private static IllegalStateException invalid(String what, @Nullable Exception cause) {
        return new IllegalStateException("the public-key of a token issuer " + what, cause);
    }
}
