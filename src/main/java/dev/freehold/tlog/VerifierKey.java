package dev.freehold.tlog;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** The public key that checks a log's or a witness's signatures; as text it is a vkey of C2SP signed-note. */
public final class VerifierKey {
    private static final byte[] X509_HEADER = HexFormat.of().parseHex("302a300506032b6570032100");
    private static final int KEY_LENGTH = 32;
    private static final int SIGNATURE_LENGTH = 64;

    private final String name;
    private final SignatureKind kind;
    private final byte[] raw;
    private final int id;
    private final PublicKey key;

    VerifierKey(String name, SignatureKind kind, byte[] raw) {
        this.name = KeyName.check(name);
        this.kind = kind;
        this.raw = raw.clone();
        this.id = id(name, kind, raw);
        this.key = publicKey(raw);
    }

    /**
     * Reads {@code <name>+<id as 8 hex digits>+<base64 of kind and key>}.
     *
     * @throws MalformedException when it is not such a text, or the id is not the key's
     */
    public static VerifierKey parse(String vkey) {
        String[] parts = vkey.split("\\+", 3);
        if (parts.length != 3) {
            throw new MalformedException("a verifier key is name+id+key");
        }
        byte[] bytes = Base64Text.decode(parts[2]);
        if (bytes.length != 1 + KEY_LENGTH) {
            throw new MalformedException("an Ed25519 verifier key has a byte for its kind and 32 bytes");
        }
        VerifierKey key =
                new VerifierKey(parts[0], SignatureKind.of(bytes[0]), Arrays.copyOfRange(bytes, 1, bytes.length));
        if (!key.toString().equals(vkey)) {
            throw new MalformedException("the id is not that of the key");
        }
        return key;
    }

    private static int id(String name, SignatureKind kind, byte[] raw) {
        MessageDigest digest = Hash.sha256();
        digest.update(name.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) '\n');
        digest.update(kind.number());
        return ByteBuffer.wrap(digest.digest(raw)).getInt();
    }

    private static PublicKey publicKey(byte[] raw) {
        byte[] encoded = ByteBuffer.allocate(X509_HEADER.length + raw.length)
                .put(X509_HEADER)
                .put(raw)
                .array();
        try {
            return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw new MalformedException("not an Ed25519 key");
        }
    }

    public String name() {
        return name;
    }

    public SignatureKind kind() {
        return kind;
    }

    int id() {
        return id;
    }

    boolean isMeant(NoteSignature signature) {
        return signature.name().equals(name) && signature.keyId() == id;
    }

    boolean verifies(String text, NoteSignature signature) {
        byte[] bytes = signature.signature();
        int header = kind.timeLength();
        if (!isMeant(signature) || bytes.length != header + SIGNATURE_LENGTH) {
            return false;
        }
        long seconds = header == 0 ? 0 : ByteBuffer.wrap(bytes).getLong();
        try {
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initVerify(key);
            ed25519.update(kind.message(text, seconds));
            return seconds >= 0 && ed25519.verify(bytes, header, SIGNATURE_LENGTH);
        } catch (GeneralSecurityException notASignature) {
            return false;
        }
    }

    /** When the owner of this key cosigned the note; absent when it did not, or the signature is wrong. */
    public Optional<Instant> cosignedAt(SignedNote note) {
        if (kind != SignatureKind.WITNESS || !note.isSignedBy(this)) {
            return Optional.empty();
        }
        return note.signatures().stream()
                .filter(this::isMeant)
                .map(signature -> Instant.ofEpochSecond(
                        ByteBuffer.wrap(signature.signature()).getLong()))
                .findFirst();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VerifierKey that && toString().equals(that.toString());
    }

    @Override
    public int hashCode() {
        return id;
    }

    @Override
    public String toString() {
        byte[] bytes =
                ByteBuffer.allocate(1 + raw.length).put(kind.number()).put(raw).array();
        return name + "+" + HexFormat.of().toHexDigits(id) + "+" + Base64Text.encode(bytes);
    }
}
