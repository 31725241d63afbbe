package dev.freehold.registry.signing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.function.UnaryOperator;

/** A small model folder, a key, and signatures of all kinds for tests. */
public final class SignedFolder {
    private final Path folder;
    private final Path privateKey;
    private final Path publicKey;
    private final KeyPair keys;

    public SignedFolder(Path folder, Path keyFolder, String curve) throws IOException, GeneralSecurityException {
        this.folder = Files.createDirectories(folder);
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(curve));
        this.keys = generator.generateKeyPair();
        this.privateKey = pem(Files.createDirectories(keyFolder).resolve("key.pem"), "PRIVATE KEY", keys.getPrivate());
        this.publicKey = pem(keyFolder.resolve("key-pub.pem"), "PUBLIC KEY", keys.getPublic());
    }

    private static Path pem(Path file, String type, Key key) throws IOException {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
        return Files.writeString(file, "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(type, body, type));
    }

    public Path folder() {
        return folder;
    }

    public Path publicKey() {
        return publicKey;
    }

    public Path privateKey() {
        return privateKey;
    }

    public SignedFolder sign() throws IOException, InvalidSignature {
        ModelSigner.withKey(privateKey).sign(folder);
        return this;
    }

    SignedFolder with(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        return this;
    }

    ModelSignature.Verified verify() throws IOException, InvalidSignature {
        return ModelSignature.verify(folder, Trust.inKey(publicKey), Instant.now());
    }

    String bundle() throws IOException {
        return Files.readString(folder.resolve("model.sig"));
    }

    void bundle(UnaryOperator<String> change) throws IOException {
        String before = bundle();
        String after = change.apply(before);
        if (after.equals(before)) {
            throw new IllegalArgumentException("the bundle did not change");
        }
        Files.writeString(folder.resolve("model.sig"), after);
    }

    /** Signs another statement than the one that is there, truthfully with this key. */
    public void statement(UnaryOperator<String> change) throws IOException, InvalidSignature {
        String before = new String(Bundle.parse(bundle().getBytes(UTF_8)).payload(), UTF_8);
        String after = change.apply(before);
        if (after.equals(before)) {
            throw new IllegalArgumentException("the statement did not change: " + before);
        }
        byte[] payload = after.getBytes(UTF_8);
        byte[] signature = SigningAlgorithm.of(keys.getPublic()).sign(keys.getPrivate(), payload);
        Base64.Encoder base64 = Base64.getEncoder();
        bundle(text -> text.replaceAll(
                        "\"payload\":\"[^\"]*\"", "\"payload\":\"" + base64.encodeToString(payload) + "\"")
                .replaceAll("\"sig\":\"[^\"]*\"", "\"sig\":\"" + base64.encodeToString(signature) + "\""));
    }
}
