package dev.freehold.verify;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A public key as {@code c2sp.org/signed-note} writes it, {@code name+id+key}: Ed25519 of a log (type 1) or of a witness (type 4,
 * {@code c2sp.org/tlog-cosignature}).
 */
public final class VerifierKey {
    private static final byte LOG = 1;
    private static final byte WITNESS = 4;
    private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");
    private static final int KEY_LENGTH = 32;
    private static final int SIGNATURE_LENGTH = 64;

    private final String name;
    private final int id;
    private final byte type;
    private final PublicKey key;

    private VerifierKey(String name, int id, byte type, PublicKey key) {
        this.name = name;
        this.id = id;
        this.type = type;
        this.key = key;
    }

    /**
     * Reads a key.
     *
     * @throws IllegalArgumentException when it is none, or its id is not the one of this key
     */
    public static VerifierKey parse(String text) {
        try {
            return read(text);
        } catch (MalformedNoteException | GeneralSecurityException e) {
            throw new IllegalArgumentException("not a verifier key (name+id+key): " + e.getMessage(), e);
        }
    }

    private static VerifierKey read(String text) throws MalformedNoteException, GeneralSecurityException {
        int first = text.indexOf('+');
        int second = text.indexOf('+', first + 1);
        if (first < 1 || second != first + 9) {
            throw new MalformedNoteException("two + are needed, with eight hexadecimal digits between");
        }
        String name = text.substring(0, first);
        byte[] typed = Note.base64(text.substring(second + 1));
        if (typed.length != 1 + KEY_LENGTH || (typed[0] != LOG && typed[0] != WITNESS)) {
            throw new MalformedNoteException("only Ed25519 keys of logs and witnesses are known");
        }
        int id = keyId(name, typed);
        if (!text.substring(first + 1, second).equals(HexFormat.of().toHexDigits(id))) {
            throw new MalformedNoteException("the id does not belong to the key");
        }
        byte[] raw = Arrays.copyOfRange(typed, 1, typed.length);
        byte[] encoded = ByteBuffer.allocate(X509_PREFIX.length + KEY_LENGTH)
                .put(X509_PREFIX)
                .put(raw)
                .array();
        PublicKey key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
        return new VerifierKey(name, id, typed[0], key);
    }

    private static int keyId(String name, byte[] typed) {
        byte[] line = (name + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] hash = new Hashes()
                .of(ByteBuffer.allocate(line.length + typed.length)
                        .put(line)
                        .put(typed)
                        .array());
        return ByteBuffer.wrap(hash).getInt();
    }

    String name() {
        return name;
    }

    boolean isWitness() {
        return type == WITNESS;
    }

    /** Is the signature made in the name of this key? */
    boolean owns(Note.Signature signature) {
        return signature.keyId() == id && signature.name().equals(name);
    }

    /** Does the signature hold? */
    boolean holds(Note note, Note.Signature signature) {
        byte[] bytes = new byte[signature.bytes().remaining()];
        signature.bytes().get(0, bytes);
        if (!isWitness()) {
            return verify(note.text(), bytes);
        }
        if (bytes.length != Long.BYTES + SIGNATURE_LENGTH) {
            return false;
        }
        String signed = "cosignature/v1\ntime "
                + Long.toUnsignedString(ByteBuffer.wrap(bytes).getLong()) + "\n" + note.text();
        return verify(signed, Arrays.copyOfRange(bytes, Long.BYTES, bytes.length));
    }

    private boolean verify(String text, byte[] bytes) {
        try {
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initVerify(key);
            ed25519.update(text.getBytes(StandardCharsets.UTF_8));
            return bytes.length == SIGNATURE_LENGTH && ed25519.verify(bytes);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
