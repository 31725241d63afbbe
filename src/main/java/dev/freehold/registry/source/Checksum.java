package dev.freehold.registry.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** What a file's bytes must add up to, as its source announced it. */
public record Checksum(Algorithm algorithm, String hex) {

    /** How they are added up. */
    public enum Algorithm {
        SHA256("SHA-256", 64),
        /** The SHA-1 of a Git blob: {@code blob <size>}, a zero byte, the content. It finds damage, not an attacker. */
        GIT("SHA-1", 40);

        private final String jca;
        private final Pattern form;

        Algorithm(String jca, int digits) {
            this.jca = jca;
            this.form = Pattern.compile("[0-9a-f]{" + digits + "}");
        }
    }

    public Checksum {
        if (!algorithm.form.matcher(hex).matches()) {
            throw new IllegalArgumentException("not a checksum of this kind");
        }
    }

    /** Reads the file once. */
    boolean fits(Path file) throws IOException {
        return of(algorithm, file).equals(this);
    }

    /** Adds up a file, which is read once, as a stream. */
    static Checksum of(Algorithm algorithm, Path file) throws IOException {
        MessageDigest digest = digest(algorithm);
        if (algorithm == Algorithm.GIT) {
            digest.update(("blob " + Files.size(file) + "\0").getBytes(StandardCharsets.US_ASCII));
        }
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return new Checksum(algorithm, HexFormat.of().formatHex(digest.digest()));
    }

    static Checksum sha256(byte[] bytes) {
        return new Checksum(
                Algorithm.SHA256,
                HexFormat.of().formatHex(digest(Algorithm.SHA256).digest(bytes)));
    }

    private static MessageDigest digest(Algorithm algorithm) {
        try {
            return MessageDigest.getInstance(algorithm.jca);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has " + algorithm.jca, missing);
        }
    }
}
