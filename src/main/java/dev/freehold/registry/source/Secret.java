package dev.freehold.registry.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What proves who we are to a source: text, or a file that is read each time. Never shown. */
final class Secret {
    private final Optional<String> text;
    private final Optional<Path> file;

    Secret(Optional<String> text, Optional<Path> file) {
        this.text = text;
        this.file = file;
    }

    Optional<String> read() throws IOException {
        Optional<String> secret = file.isPresent() ? Optional.of(Files.readString(file.get())) : text;
        return secret.map(String::strip).filter(stripped -> !stripped.isEmpty());
    }
}
