package dev.freehold.registry;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
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

    /**
     * Reads every file once, as a stream.
     *
     * @throws IllegalArgumentException for a path with control characters, which could imitate other lines
     */
    static String of(Map<String, Content> files) throws IOException {
        SortedMap<String, Content> sorted = new TreeMap<>(files);
        MessageDigest whole = sha256();
        whole.update(FORMAT.getBytes(StandardCharsets.UTF_8));
        for (Map.Entry<String, Content> file : sorted.entrySet()) {
            whole.update(line(file.getKey(), file.getValue()).getBytes(StandardCharsets.UTF_8));
        }
        return "sha256:" + HexFormat.of().formatHex(whole.digest());
    }

    private static String line(String path, Content content) throws IOException {
        if (path.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a file's name holds control characters");
        }
        MessageDigest digest = sha256();
        long size;
        try (InputStream in = new DigestInputStream(content.open(), digest)) {
            size = drain(in);
        }
        return HexFormat.of().formatHex(digest.digest()) + " " + size + " " + path + "\n";
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
