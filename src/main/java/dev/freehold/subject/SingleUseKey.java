package dev.freehold.subject;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;

/** A key that MUST seal one text only: its nonce is always zero. */
public final class SingleUseKey {
    private static final byte[] NONCE = new byte[12];
    private static final int COMMITMENT_LENGTH = 16;

    private final SecretKey key;

    SingleUseKey(SecretKey key) {
        this.key = key;
    }

    /** AES-256-GCM; what it is {@code bound} to must be there again to open it. */
    public byte[] seal(byte[] plain, byte[] bound) {
        return DataKey.crypt(Cipher.ENCRYPT_MODE, key, NONCE, plain, bound);
    }

    /**
     * Opens what {@link #seal} gave.
     *
     * @throws SealBrokenException when it is something else, or bound to something else
     */
    public byte[] open(byte[] sealed, byte[] bound) {
        return DataKey.crypt(Cipher.DECRYPT_MODE, key, NONCE, sealed, bound);
    }

    /** Which key it is, without giving it away: GCM alone lets one text open to two meanings under two keys. */
    public byte[] commitment() {
        return Arrays.copyOf(DataKey.hmac(key, "commit".getBytes(US_ASCII)), COMMITMENT_LENGTH);
    }

    /** Says nothing of the key. */
    @Override
    public String toString() {
        return "SingleUseKey";
    }
}
