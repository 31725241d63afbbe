package dev.freehold.verify;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** A key of a log or of a witness that signs whatever a test wants. */
final class TestKey {
    private final String name;
    private final byte type;
    private final KeyPair pair;

    private TestKey(String name, byte type) {
        this.name = name;
        this.type = type;
        try {
            this.pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static TestKey log(String name) {
        return new TestKey(name, (byte) 1);
    }

    static TestKey witness(String name) {
        return new TestKey(name, (byte) 4);
    }

    String vkey() {
        return name + "+" + HexFormat.of().toHexDigits(id()) + "+"
                + Base64.getEncoder().encodeToString(typed());
    }

    private byte[] typed() {
        byte[] x509 = pair.getPublic().getEncoded();
        byte[] typed = Arrays.copyOfRange(x509, x509.length - 33, x509.length);
        typed[0] = type;
        return typed;
    }

    private int id() {
        byte[] line = (name + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] typed = typed();
        return ByteBuffer.wrap(new Hashes()
                        .of(ByteBuffer.allocate(line.length + typed.length)
                                .put(line)
                                .put(typed)
                                .array()))
                .getInt();
    }

    /** A checkpoint in this key's own name. */
    String checkpoint(long size, byte[] root) {
        String text = name + "\n" + size + "\n" + Base64.getEncoder().encodeToString(root) + "\n";
        return text + "\n" + signature(text);
    }

    /** The signature line below a note. */
    String signature(String text) {
        byte[] signed = type == 1
                ? sign(text)
                : ByteBuffer.allocate(72)
                        .putLong(1_700_000_000L)
                        .put(sign("cosignature/v1\ntime 1700000000\n" + text))
                        .array();
        byte[] bytes =
                ByteBuffer.allocate(4 + signed.length).putInt(id()).put(signed).array();
        return "\u2014 " + name + " " + Base64.getEncoder().encodeToString(bytes) + "\n";
    }

    private byte[] sign(String text) {
        try {
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initSign(pair.getPrivate());
            ed25519.update(text.getBytes(StandardCharsets.UTF_8));
            return ed25519.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
