package dev.freehold.verify;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 as RFC 6962 uses it: leaves and inner nodes never hash alike. One thread at a time. */
final class Hashes {
    static final int LENGTH = 32;

    private final MessageDigest sha256;

    Hashes() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    byte[] leaf(byte[] leaf) {
        sha256.update((byte) 0);
        return sha256.digest(leaf);
    }

    byte[] node(byte[] left, byte[] right) {
        sha256.update((byte) 1);
        sha256.update(left);
        return sha256.digest(right);
    }

    byte[] of(byte[] bytes) {
        return sha256.digest(bytes);
    }
}
