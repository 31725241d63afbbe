package dev.freehold.responses;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256-GCM, as {@code nonce (12 bytes) || ciphertext || tag (16 bytes)}. What is sealed is bound to whose it is, its id and the
 * end of its time: moved to another row, or given more time, it does not open.
 */
final class Seal {
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int NAME_BYTES = 8;

    private final SecretKeySpec key;
    private final String name;
    private final SecureRandom random = new SecureRandom();

    /** What a sealed response belongs to. */
    record Place(Owner owner, String id, long expiresAt) {
        /** Each text with its length before it, so that no two places read alike. */
        byte[] bytes() {
            byte[][] texts = {owner.tenant().getBytes(UTF_8), owner.project().getBytes(UTF_8), id.getBytes(UTF_8)};
            int length = Arrays.stream(texts)
                    .mapToInt(text -> Integer.BYTES + text.length)
                    .sum();
            ByteBuffer bytes = ByteBuffer.allocate(length + Long.BYTES);
            for (byte[] text : texts) {
                bytes.putInt(text.length).put(text);
            }
            return bytes.putLong(expiresAt).array();
        }
    }

    Seal(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
        this.name = name(key);
    }

    /** Says which key it is without telling anything about it: what another key has sealed is not there. */
    String name() {
        return name;
    }

    byte[] seal(Place place, KeptResponse response) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = run(Cipher.ENCRYPT_MODE, nonce, place, pack(response), 0);
        return ByteBuffer.allocate(NONCE_BYTES + sealed.length)
                .put(nonce)
                .put(sealed)
                .array();
    }

    /**
     * What was sealed.
     *
     * @throws IllegalStateException when it, or its place, was changed
     */
    KeptResponse open(Place place, byte[] sealed) {
        return unpack(run(Cipher.DECRYPT_MODE, Arrays.copyOf(sealed, NONCE_BYTES), place, sealed, NONCE_BYTES));
    }

    private byte[] run(int mode, byte[] nonce, Place place, byte[] text, int from) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(place.bytes());
            return cipher.doFinal(text, from, text.length - from);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalStateException("the kept response " + place.id() + " cannot be sealed or opened", e);
        }
    }

    private static byte[] pack(KeptResponse response) {
        byte[] answer = response.answer().getBytes(UTF_8);
        byte[] input = response.input().getBytes(UTF_8);
        return ByteBuffer.allocate(Integer.BYTES + answer.length + input.length)
                .putInt(answer.length)
                .put(answer)
                .put(input)
                .array();
    }

    private static KeptResponse unpack(byte[] packed) {
        int answer = ByteBuffer.wrap(packed).getInt();
        int input = Integer.BYTES + answer;
        return new KeptResponse(
                new String(packed, Integer.BYTES, answer, UTF_8),
                new String(packed, input, packed.length - input, UTF_8));
    }

    private static String name(byte[] key) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update("freehold responses key name".getBytes(UTF_8));
            return HexFormat.of().formatHex(digest.digest(key), 0, NAME_BYTES);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
