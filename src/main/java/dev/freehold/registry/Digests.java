package dev.freehold.registry;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * The digest of a set of named files: {@code sha256:} and the SHA-256, in hexadecimal, of this UTF-8 text:
 *
 * <pre>
 * freehold-model-1
 * &lt;SHA-256 of the content, 64 hex digits&gt; &lt;size in bytes&gt; &lt;path&gt;
 * </pre>
 *
 * with one such line a file, sorted by path, each ended by a line feed. Paths are relative, with {@code /} between their parts.
 */
final class Digests {
    private static final String FORMAT = "freehold-model-1\n";

    private Digests() {}

    /** Opens the content of one file. */
    interface Content {
        InputStream open() throws IOException;
    }

    /** What the content of one file adds up to, in 64 hex digits, and its size in bytes. */
    record Sum(String sha256, long size) {}

    /**
     * Reads every file once, as a stream.
     *
     * @throws IllegalArgumentException for a path with control characters, which could imitate other lines
     */
    static String of(Map<String, Content> files) throws IOException {
        Map<String, Sum> sums = new HashMap<>();
        for (Map.Entry<String, Content> file : files.entrySet()) {
            sums.put(file.getKey(), sum(file.getValue()));
        }
        return ofSums(sums);
    }

    /** The digest of files that have been read. */
    static String ofSums(Map<String, Sum> files) {
        MessageDigest whole = sha256();
        whole.update(FORMAT.getBytes(StandardCharsets.UTF_8));
        new TreeMap<>(files).forEach((path, sum) -> {
            if (path.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException("a file's name holds control characters");
            }
            String line = sum.sha256() + " " + sum.size() + " " + path + "\n";
            whole.update(line.getBytes(StandardCharsets.UTF_8));
        });
        return "sha256:" + HexFormat.of().formatHex(whole.digest());
    }

    /** Reads one file. */
    static Sum sum(Content content) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = new DigestInputStream(content.open(), digest)) {
            long size = drain(in);
            return new Sum(HexFormat.of().formatHex(digest.digest()), size);
        }
    }

    private static long drain(InputStream in) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long size = 0;
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            size += read;
        }
        return size;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has SHA-256", missing);
        }
    }
}
