package dev.freehold.subject;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** 256 bits that other keys are derived from; never used as they are, and never shown. */
public final class DataKey {
    static final int LENGTH = 32;
    private static final int NONCE_LENGTH = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] bytes;

    DataKey(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("a key has " + LENGTH + " bytes");
        }
        this.bytes = bytes.clone();
    }

    static DataKey random() {
        return new DataKey(randomBytes(LENGTH));
    }

    static byte[] randomBytes(int count) {
        byte[] random = new byte[count];
        RANDOM.nextBytes(random);
        return random;
    }

    byte[] bytes() {
        return bytes.clone();
    }

    /** HKDF-SHA256. A salt that comes once only makes a key that may seal once; see {@link SingleUseKey}. */
    public SingleUseKey derive(byte[] salt, String info) {
        return new SingleUseKey(derived(salt, info, "AES"));
    }

    /** HMAC-SHA256 with a key of its own for each purpose. */
    byte[] authenticate(String purpose, byte[] message) {
        return hmac(derived(new byte[0], purpose, "HmacSHA256"), message);
    }

    /** Seals with a random nonce, which comes first in what is returned. */
    byte[] wrap(String purpose, byte[] secret, byte[] bound) {
        byte[] nonce = randomBytes(NONCE_LENGTH);
        byte[] sealed = crypt(Cipher.ENCRYPT_MODE, derived(new byte[0], purpose, "AES"), nonce, secret, bound);
        byte[] wrapped = new byte[nonce.length + sealed.length];
        System.arraycopy(nonce, 0, wrapped, 0, nonce.length);
        System.arraycopy(sealed, 0, wrapped, nonce.length, sealed.length);
        return wrapped;
    }

    byte[] unwrap(String purpose, byte[] wrapped, byte[] bound) {
        byte[] nonce = new byte[NONCE_LENGTH];
        System.arraycopy(wrapped, 0, nonce, 0, NONCE_LENGTH);
        byte[] sealed = new byte[wrapped.length - NONCE_LENGTH];
        System.arraycopy(wrapped, NONCE_LENGTH, sealed, 0, sealed.length);
        return crypt(Cipher.DECRYPT_MODE, derived(new byte[0], purpose, "AES"), nonce, sealed, bound);
    }

    private SecretKey derived(byte[] salt, String info, String algorithm) {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveKey(
                            algorithm,
                            HKDFParameterSpec.ofExtract()
                                    .addIKM(bytes)
                                    .addSalt(salt)
                                    .thenExpand(info.getBytes(UTF_8), LENGTH));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform has no HKDF-SHA256", e);
        }
    }

    static byte[] hmac(SecretKey key, byte[] message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getEncoded(), "HmacSHA256"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform has no HmacSHA256", e);
        }
    }

    /** Fails with a {@link SealBrokenException} when what is opened was not sealed so. */
    static byte[] crypt(int mode, SecretKey key, byte[] nonce, byte[] input, byte[] bound) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(bound);
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new SealBrokenException(e);
        }
    }

    /** Says nothing of the key. */
    @Override
    public String toString() {
        return "DataKey";
    }
}
