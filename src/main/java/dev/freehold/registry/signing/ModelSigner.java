package dev.freehold.registry.signing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Signs model folders: whole files, SHA-256, every file in them. */
public final class ModelSigner {
    private final ECPrivateKey key;
    private final PublicKey publicKey;
    private final List<X509Certificate> chain;

    /** {@code chain} is the certificate of this key and those above it, or nothing to sign with the bare key. */
    ModelSigner(ECPrivateKey key, List<X509Certificate> chain) throws InvalidSignature {
        this.key = key;
        this.publicKey = Curve.publicKeyOf(key);
        this.chain = List.copyOf(chain);
        if (!chain.isEmpty() && !chain.getFirst().getPublicKey().equals(publicKey)) {
            throw new InvalidSignature("cannot be made, for the first certificate is of another key");
        }
    }

    /** With the bare key in a PEM file. */
    public static ModelSigner withKey(Path pem) throws IOException, InvalidSignature {
        return new ModelSigner(new PemFile(pem).privateKey(), List.of());
    }

    /** With the key in a PEM file, and the certificate of it and those above it in another. */
    public static ModelSigner withCertificates(Path pem, Path chain) throws IOException, InvalidSignature {
        return new ModelSigner(new PemFile(pem).privateKey(), new PemFile(chain).certificates());
    }

    /**
     * Writes {@code model.sig} into the folder, in the place of an older one.
     *
     * @return how many files it vouches for
     */
    public int sign(Path folder) throws IOException, InvalidSignature {
        if (!Files.isDirectory(folder)) {
            throw new NotDirectoryException(folder.toString());
        }
        Serialization whole = new Serialization(0, Serialization.NEVER_SIGNED);
        FolderDigests digests = new FolderDigests(folder, whole);
        Map<String, Long> files = digests.files();
        if (files.isEmpty()) {
            throw new InvalidSignature("cannot be made, for the folder is empty");
        }
        Statement statement = new Statement(digests.resources(files), whole);
        byte[] payload = statement.payload(folder.toRealPath().getFileName().toString());
        Path fresh = folder.resolve(ModelSignature.FILE + ".new");
        Files.write(fresh, StrictJson.bytes(bundle(payload)));
        Files.move(fresh, folder.resolve(ModelSignature.FILE), StandardCopyOption.ATOMIC_MOVE);
        return files.size();
    }

    private ObjectNode bundle(byte[] payload) throws InvalidSignature {
        ObjectNode bundle = StrictJson.newObject().put("mediaType", Bundle.MEDIA_TYPE);
        ObjectNode material = bundle.putObject("verificationMaterial");
        if (chain.isEmpty()) {
            material.putObject("publicKey").put("hint", PemFile.fingerprint(publicKey));
        } else {
            ArrayNode certificates = material.putObject("x509CertificateChain").putArray("certificates");
            for (X509Certificate certificate : chain) {
                certificates.addObject().put("rawBytes", encoded(certificate));
            }
        }
        material.putArray("tlogEntries");
        ObjectNode envelope = bundle.putObject("dsseEnvelope")
                .put("payload", Base64.getEncoder().encodeToString(payload))
                .put("payloadType", Bundle.PAYLOAD_TYPE);
        byte[] signature = SigningAlgorithm.of(key).sign(key, payload);
        envelope.putArray("signatures")
                .addObject()
                .put("sig", Base64.getEncoder().encodeToString(signature))
                .put("keyid", "");
        return bundle;
    }

    private static String encoded(X509Certificate certificate) throws InvalidSignature {
        try {
            return Base64.getEncoder().encodeToString(certificate.getEncoded());
        } catch (CertificateEncodingException broken) {
            throw new InvalidSignature("cannot be made, for a certificate cannot be written");
        }
    }
}
