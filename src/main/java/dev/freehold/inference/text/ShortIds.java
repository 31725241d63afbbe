package dev.freehold.inference.text;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Ids of nine letters and digits, which Mistral's templates insist on; the same for the same id. */
final class ShortIds {
    private static final int LENGTH = 9;

    private ShortIds() {}

    static String of(String id) {
        if (id.matches("[a-zA-Z0-9]{" + LENGTH + "}")) {
            return id;
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
            return new BigInteger(1, digest).toString(Character.MAX_RADIX).substring(0, LENGTH);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java runtime has SHA-256", impossible);
        }
    }
}
