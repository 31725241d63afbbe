package dev.freehold.responses;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.freehold.store.DataFolder;
import dev.freehold.store.Database.Engine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/** Where the key comes from: the configuration, a file that it names, or a file of this process's own in the data folder. */
final class SealingKey {
    private static final String NAME = "responses.key";
    private static final int BYTES = 32;

    private SealingKey() {}

    /**
     * The key's bytes.
     *
     * @throws IllegalStateException when there is none that all who read the database share, or it is no key; says what to do
     */
    static byte[] load(ResponsesConfig.Store config, DataFolder folder, Engine engine) {
        Optional<String> given = config.keyFile()
                .map(SealingKey::read)
                .or(() -> config.key().map(String::strip).filter(key -> !key.isEmpty()));
        if (given.isPresent()) {
            return decode(given.get(), "freehold.responses.store.key");
        }
        if (engine == Engine.POSTGRESQL) {
            throw new IllegalStateException(
                    "freehold.responses.store.key is needed with PostgreSQL: every replica must be able to read what another kept."
                            + " Expected: 32 random bytes in base64.");
        }
        folder.create();
        Path file = folder.path().resolve(NAME);
        make(file);
        return decode(read(file), file.toString());
    }

    private static void make(Path file) {
        byte[] key = new byte[BYTES];
        new SecureRandom().nextBytes(key);
        try {
            if (!Files.exists(file)) {
                Path aside = Files.createTempFile(file.getParent(), NAME, ".new", ownerOnly());
                Files.writeString(
                        aside, Base64.getEncoder().encodeToString(key) + "\n", US_ASCII, StandardOpenOption.SYNC);
                Files.move(aside, file);
            }
        } catch (FileAlreadyExistsException another) {
            // Somebody was quicker; theirs is the key.
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the key of kept responses to " + file, e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, US_ASCII).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the key of kept responses from " + file, e);
        }
    }

    private static byte[] decode(String text, String source) {
        try {
            byte[] key = Base64.getDecoder().decode(text);
            if (key.length == BYTES) {
                return key;
            }
        } catch (IllegalArgumentException notBase64) {
            // Refused below, without the text: it may be half a key.
        }
        throw new IllegalStateException(source + " is no key: expected 32 bytes in base64");
    }

    private static FileAttribute<?>[] ownerOnly() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
