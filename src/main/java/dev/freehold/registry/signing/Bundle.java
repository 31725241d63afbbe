package dev.freehold.registry.signing;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** A Sigstore bundle with one DSSE envelope and one signature, and what it says of its signer. Nothing in it is verified yet. */
final class Bundle {
    static final String MEDIA_TYPE = "application/vnd.dev.sigstore.bundle.v0.3+json";
    static final String PAYLOAD_TYPE = "application/vnd.in-toto+json";

    private static final long MOST_BYTES = 64L << 20;
    private static final int MOST_CERTIFICATES = 10;

    private final Signer signer;
    private final byte[] payload;
    private final byte[] signature;

    private Bundle(Signer signer, byte[] payload, byte[] signature) {
        this.signer = signer;
        this.payload = payload;
        this.signature = signature;
    }

    /** What a bundle claims about who signed. */
    sealed interface Signer {
        /** A key; {@code hint} is its fingerprint, empty in bundles of old tools. */
        record Key(String hint) implements Signer {}

        /** A certificate and those above it, the signer's first. */
        record Certificates(List<X509Certificate> chain) implements Signer {
            public Certificates {
                chain = List.copyOf(chain);
            }
        }
    }

    Signer signer() {
        return signer;
    }

    byte[] payload() {
        return payload.clone();
    }

    byte[] signature() {
        return signature.clone();
    }

    static Bundle read(Path file) throws IOException, InvalidSignature {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new InvalidSignature("is a link or no file");
        }
        if (Files.size(file) > MOST_BYTES) {
            throw new InvalidSignature("is larger than 64 MiB");
        }
        return parse(Files.readAllBytes(file));
    }

    static Bundle parse(byte[] text) throws InvalidSignature {
        JsonNode bundle = StrictJson.object(text);
        StrictJson.expect(bundle, "mediaType", MEDIA_TYPE);
        if (bundle.has("messageSignature")) {
            throw new InvalidSignature("signs a message and no model");
        }
        JsonNode envelope = StrictJson.object(bundle, "dsseEnvelope");
        StrictJson.expect(envelope, "payloadType", PAYLOAD_TYPE);
        JsonNode signatures = StrictJson.array(envelope, "signatures");
        if (signatures.size() != 1) {
            throw new InvalidSignature("holds %d signatures and not exactly one".formatted(signatures.size()));
        }
        Signer signer = signer(StrictJson.object(bundle, "verificationMaterial"));
        return new Bundle(signer, StrictJson.base64(envelope, "payload"), StrictJson.base64(signatures.path(0), "sig"));
    }

    private static Signer signer(JsonNode material) throws InvalidSignature {
        boolean hasKey = material.has("publicKey");
        boolean hasChain = material.has("x509CertificateChain");
        if (material.has("certificate")) {
            throw new InvalidSignature("was made by Sigstore's keyless method, which is not supported;"
                    + " sign with a key or with a certificate of your own");
        }
        if (hasKey == hasChain) {
            throw new InvalidSignature("does not name exactly one of publicKey and x509CertificateChain");
        }
        if (hasKey) {
            JsonNode hint = StrictJson.object(material, "publicKey").path("hint");
            return new Signer.Key(hint.isMissingNode() ? "" : StrictJson.text(material.path("publicKey"), "hint"));
        }
        return new Signer.Certificates(chain(StrictJson.object(material, "x509CertificateChain")));
    }

    private static List<X509Certificate> chain(JsonNode holder) throws InvalidSignature {
        JsonNode certificates = StrictJson.array(holder, "certificates");
        if (certificates.isEmpty() || certificates.size() > MOST_CERTIFICATES) {
            throw new InvalidSignature("holds no certificate, or more than " + MOST_CERTIFICATES);
        }
        List<X509Certificate> chain = new ArrayList<>();
        for (JsonNode certificate : certificates) {
            chain.add(certificate(StrictJson.base64(certificate, "rawBytes")));
        }
        return chain;
    }

    private static X509Certificate certificate(byte[] der) throws InvalidSignature {
        try {
            ByteArrayInputStream in = new ByteArrayInputStream(der);
            if (CertificateFactory.getInstance("X.509").generateCertificate(in) instanceof X509Certificate certificate
                    && in.available() == 0) {
                return certificate;
            }
            throw new InvalidSignature("holds something else than one certificate in 'rawBytes'");
        } catch (CertificateException broken) {
            throw new InvalidSignature("holds a certificate that cannot be read");
        }
    }
}
