package dev.freehold;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** Which build this is; the build writes it into a resource. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"Freehold " + number()};
    }

    static String number() {
        try (InputStream resource = Version.class.getResourceAsStream("/version.txt")) {
            return new String(Objects.requireNonNull(resource).readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
