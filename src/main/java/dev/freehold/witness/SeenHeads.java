package dev.freehold.witness;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.freehold.store.WholeFile;
import dev.freehold.tlog.Checkpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** The newest checkpoint of each log that was cosigned, each in a file of its own. */
final class SeenHeads {
    private final Path folder;

    SeenHeads(Path folder) {
        this.folder = folder;
    }

    Optional<Checkpoint> last(String origin) throws IOException {
        return WholeFile.read(file(origin)).map(bytes -> Checkpoint.parse(new String(bytes, UTF_8)));
    }

    /** Durable when this returns. */
    void remember(Checkpoint head) throws IOException {
        WholeFile.replaceDurably(file(head.origin()), head.text().getBytes(UTF_8));
    }

    /** An origin may hold what a file name may not. */
    private Path file(String origin) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(origin.getBytes(UTF_8));
            return folder.resolve(HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
