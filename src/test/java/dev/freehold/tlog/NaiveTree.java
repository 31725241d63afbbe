package dev.freehold.tlog;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/** RFC 6962 section 2.1 word for word, over lists; slow, and shares nothing with what it is compared to. */
final class NaiveTree {
    private NaiveTree() {}

    /** The entries "0", "1", and so on. */
    static List<byte[]> entries(int count) {
        List<byte[]> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            entries.add(Integer.toString(i).getBytes(StandardCharsets.US_ASCII));
        }
        return entries;
    }

    static byte[] root(List<byte[]> entries) {
        if (entries.isEmpty()) {
            return sha256();
        }
        if (entries.size() == 1) {
            return sha256(new byte[] {0}, entries.getFirst());
        }
        int k = split(entries.size());
        return sha256(new byte[] {1}, root(entries.subList(0, k)), root(entries.subList(k, entries.size())));
    }

    static List<byte[]> path(int index, List<byte[]> entries) {
        if (entries.size() == 1) {
            return List.of();
        }
        int k = split(entries.size());
        List<byte[]> left = entries.subList(0, k);
        List<byte[]> right = entries.subList(k, entries.size());
        return index < k ? and(path(index, left), root(right)) : and(path(index - k, right), root(left));
    }

    static List<byte[]> consistency(int older, List<byte[]> entries) {
        return older == 0 ? List.of() : subproof(older, entries, true);
    }

    private static List<byte[]> subproof(int older, List<byte[]> entries, boolean isKnown) {
        if (older == entries.size()) {
            return isKnown ? List.of() : List.of(root(entries));
        }
        int k = split(entries.size());
        List<byte[]> left = entries.subList(0, k);
        List<byte[]> right = entries.subList(k, entries.size());
        return older <= k
                ? and(subproof(older, left, isKnown), root(right))
                : and(subproof(older - k, right, false), root(left));
    }

    private static List<byte[]> and(List<byte[]> list, byte[] last) {
        List<byte[]> more = new ArrayList<>(list);
        more.add(last);
        return more;
    }

    private static int split(int count) {
        int k = 1;
        while (k * 2 < count) {
            k *= 2;
        }
        return k;
    }

    private static byte[] sha256(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        try {
            return MessageDigest.getInstance("SHA-256").digest(all.toByteArray());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
