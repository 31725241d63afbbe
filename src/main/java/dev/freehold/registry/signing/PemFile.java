package dev.freehold.registry.signing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keys and certificates between lines of {@code -----BEGIN …-----}. */
final class PemFile {
    private static final long MOST_BYTES = 1 << 20;
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");

    private final Path file;

    PemFile(Path file) {
        this.file = file;
    }

    PublicKey publicKey() throws IOException, InvalidSignature {
        byte[] encoded = only("PUBLIC KEY", "a public key (`openssl pkey -pubout`)");
        try {
            PublicKey key = KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(encoded));
            SigningAlgorithm.of(key);
            return key;
        } catch (GeneralSecurityException broken) {
            throw unusable("an ECDSA public key");
        }
    }

    ECPrivateKey privateKey() throws IOException, InvalidSignature {
        byte[] encoded = only("PRIVATE KEY", "a private key without password (`openssl pkcs8 -topk8 -nocrypt`)");
        try {
            if (KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(encoded))
                    instanceof ECPrivateKey key) {
                SigningAlgorithm.of(key);
                return key;
            }
        } catch (GeneralSecurityException broken) {
            throw unusable("an ECDSA private key");
        }
        throw unusable("an ECDSA private key");
    }

    List<X509Certificate> certificates() throws IOException, InvalidSignature {
        List<X509Certificate> certificates = new ArrayList<>();
        try {
            for (byte[] encoded : blocks("CERTIFICATE")) {
                Certificate certificate =
                        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded));
                certificates.add((X509Certificate) certificate);
            }
        } catch (GeneralSecurityException broken) {
            throw unusable("certificates");
        }
        if (certificates.isEmpty()) {
            throw unusable("certificates");
        }
        return certificates;
    }

    /** SHA-256 of the key in PEM, in hexadecimal, by which bundles name it. */
    static String fingerprint(PublicKey key) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
        return Sha256.of("-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
                .formatted(body)
                .getBytes(US_ASCII));
    }

    private byte[] only(String type, String wanted) throws IOException, InvalidSignature {
        List<byte[]> found = blocks(type);
        if (found.size() != 1) {
            throw unusable(wanted);
        }
        return found.getFirst();
    }

    private List<byte[]> blocks(String type) throws IOException, InvalidSignature {
        if (Files.size(file) > MOST_BYTES) {
            throw unusable("keys or certificates");
        }
        Matcher block = BLOCK.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
        List<byte[]> found = new ArrayList<>();
        while (block.find()) {
            if (block.group(1).equals(type)) {
                found.add(decoded(block.group(2)));
            }
        }
        return found;
    }

    private byte[] decoded(String body) throws InvalidSignature {
        try {
            return Base64.getDecoder().decode(body.replaceAll("\\s", ""));
        } catch (IllegalArgumentException notBase64) {
            throw unusable("base64");
        }
    }

    private InvalidSignature unusable(String wanted) {
        return new InvalidSignature("cannot be checked, for %s holds no %s".formatted(file, wanted));
    }
}
