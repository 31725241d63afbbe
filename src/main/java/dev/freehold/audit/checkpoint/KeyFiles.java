package dev.freehold.audit.checkpoint;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.freehold.store.WholeFile;
import dev.freehold.tlog.MalformedException;
import dev.freehold.tlog.SignatureKind;
import dev.freehold.tlog.SigningKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * The signing key that the gateway makes for itself: {@code checkpoint.key} in the data folder, mode 600. It gets that name only when
 * it has signed, so that a key without anything signed says that something was taken away.
 */
final class KeyFiles {
    private final Path own;
    private final Path aside;

    KeyFiles(Path home) {
        this.own = home.resolve("checkpoint.key");
        this.aside = home.resolve("checkpoint.key.first");
    }

    Path own() {
        return own;
    }

    boolean isInUse() {
        return Files.exists(own);
    }

    Optional<SigningKey> read(String origin) {
        if (Files.exists(own)) {
            return Optional.of(read(own, origin));
        }
        return Files.exists(aside) ? Optional.of(read(aside, origin)) : Optional.empty();
    }

    /** Makes a key; it lies aside until {@link #use}. */
    SigningKey make(String origin) {
        SigningKey key = SigningKey.generate(origin, SignatureKind.LOG);
        try {
            WholeFile.replaceDurably(aside, key.pem().getBytes(US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException("The signing key cannot be written to " + aside, e);
        }
        return key;
    }

    /** Gives the key that lies aside its name, now that it has signed. */
    void use() {
        try {
            if (Files.exists(aside)) {
                Files.move(aside, own, StandardCopyOption.ATOMIC_MOVE);
                WholeFile.syncFolder(own);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The signing key cannot be written to " + own, e);
        }
    }

    static SigningKey read(Path file, String origin) {
        try {
            return SigningKey.parse(origin, SignatureKind.LOG, Files.readString(file, US_ASCII));
        } catch (IOException e) {
            throw new UnusableSigningKeyException("The signing key " + file + " cannot be read: " + e);
        } catch (MalformedException e) {
            throw new UnusableSigningKeyException("The signing key " + file + " cannot be used: " + e.getMessage());
        }
    }
}
