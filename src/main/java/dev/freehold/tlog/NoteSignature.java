package dev.freehold.tlog;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** One signature line of a note: who is said to have signed, and the bytes, whose meaning the key knows. */
public final class NoteSignature {
    private static final String DASH = "\u2014 ";

    private final String name;
    private final int keyId;
    private final byte[] signature;

    NoteSignature(String name, int keyId, byte[] signature) {
        this.name = name;
        this.keyId = keyId;
        this.signature = signature.clone();
    }

    /**
     * Reads a line, without its line break.
     *
     * @throws MalformedException when it is no signature line
     */
    public static NoteSignature parse(String line) {
        int space = line.lastIndexOf(' ');
        if (!line.startsWith(DASH) || space < DASH.length()) {
            throw new MalformedException("a signature line is an em dash, a key name and base64");
        }
        String name = KeyName.check(line.substring(DASH.length(), space));
        byte[] bytes = Base64Text.decode(line.substring(space + 1));
        if (bytes.length <= Integer.BYTES) {
            throw new MalformedException("a signature is longer than its key's id");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new NoteSignature(name, buffer.getInt(), Arrays.copyOfRange(bytes, Integer.BYTES, bytes.length));
    }

    public String name() {
        return name;
    }

    int keyId() {
        return keyId;
    }

    byte[] signature() {
        return signature.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NoteSignature that && toString().equals(that.toString());
    }

    @Override
    public int hashCode() {
        return keyId;
    }

    /** The line, without a line break. */
    @Override
    public String toString() {
        byte[] bytes = ByteBuffer.allocate(Integer.BYTES + signature.length)
                .putInt(keyId)
                .put(signature)
                .array();
        return DASH + name + " " + Base64Text.encode(bytes);
    }
}
