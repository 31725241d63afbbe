package dev.freehold.responses;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** What becomes of responses once they are answered. */
@ConfigMapping(prefix = "freehold.responses")
interface ResponsesConfig {

    Store store();

    /** Responses that callers may come back to; they hold what was asked and answered. */
    interface Store {
        @WithDefault("false")
        boolean enabled();

        /** How long each is kept. */
        @WithDefault("30d")
        Duration keep();

        /** How often those whose time is over are looked for; they cannot be read any more before that. */
        @WithDefault("1m")
        Duration sweep();

        /** The largest that is kept, with all that it was made from. */
        @WithDefault("1M")
        MemorySize maxSize();

        /** What one project may keep; its oldest make room. */
        @WithDefault("64M")
        MemorySize maxProjectSize();

        /** 32 bytes in base64. Without it, and without {@code key-file}, a key is made in the data folder. */
        Optional<String> key();

        /** A file that holds the same and nothing else. */
        Optional<Path> keyFile();
    }
}
