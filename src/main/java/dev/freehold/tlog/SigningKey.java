package dev.freehold.tlog;

import java.io.Serial;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

/** An Ed25519 key that signs notes. It is never shown; only {@link #pem} gives it away. */
public final class SigningKey {
    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";
    private static final int KEY_LENGTH = 32;

    private final PrivateKey key;
    private final VerifierKey verifier;

    private SigningKey(PrivateKey key, VerifierKey verifier) {
        this.key = key;
        this.verifier = verifier;
    }

    public static SigningKey generate(String name, SignatureKind kind) {
        byte[] seed = new byte[KEY_LENGTH];
        new SecureRandom().nextBytes(seed);
        return ofSeed(name, kind, seed);
    }

    /**
     * Reads a key in PKCS#8 and PEM, as {@code openssl genpkey -algorithm ed25519} writes it.
     *
     * @throws MalformedException when it is another text; the message does not repeat it
     */
    public static SigningKey parse(String name, SignatureKind kind, String pem) {
        String text = pem.strip();
        if (!text.startsWith(BEGIN) || !text.endsWith(END)) {
            throw new MalformedException("an Ed25519 key in PKCS#8 and PEM (BEGIN PRIVATE KEY) is expected");
        }
        String base64 = text.substring(BEGIN.length(), text.length() - END.length());
        try {
            byte[] der = Base64.getMimeDecoder().decode(base64);
            PrivateKey key = KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(der));
            byte[] seed = ((EdECPrivateKey) key).getBytes().orElseThrow();
            return ofSeed(name, kind, seed);
        } catch (GeneralSecurityException | IllegalArgumentException notAKey) {
            throw new MalformedException("an Ed25519 key in PKCS#8 and PEM (BEGIN PRIVATE KEY) is expected");
        }
    }

    private static SigningKey ofSeed(String name, SignatureKind kind, byte[] seed) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(NamedParameterSpec.ED25519, new Fixed(seed));
            var pair = generator.generateKeyPair();
            byte[] encoded = pair.getPublic().getEncoded();
            byte[] raw = Arrays.copyOfRange(encoded, encoded.length - KEY_LENGTH, encoded.length);
            return new SigningKey(pair.getPrivate(), new VerifierKey(name, kind, raw));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has Ed25519", e);
        }
    }

    public VerifierKey verifier() {
        return verifier;
    }

    /** Signs a note's text; {@code at} is part of a witness's signature only. */
    public NoteSignature sign(String text, Instant at) {
        SignatureKind kind = verifier.kind();
        try {
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initSign(key);
            ed25519.update(kind.message(text, at.getEpochSecond()));
            return new NoteSignature(verifier.name(), verifier.id(), kind.envelope(at, ed25519.sign()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has Ed25519", e);
        }
    }

    /** The secret itself, as {@link #parse} reads it. */
    public String pem() {
        return BEGIN + "\n" + Base64.getEncoder().encodeToString(key.getEncoded()) + "\n" + END + "\n";
    }

    @Override
    public String toString() {
        return "signing key of " + verifier;
    }

    /** The platform derives the public key only of a key that it makes; so it makes the one that is there. */
    private static final class Fixed extends SecureRandom {
        @Serial
        private static final long serialVersionUID = 1;

        private final byte[] seed;

        Fixed(byte[] seed) {
            this.seed = seed.clone();
        }

        @Override
        public void nextBytes(byte[] bytes) {
            ByteBuffer.wrap(bytes).put(seed);
        }
    }
}
