package dev.freehold.subject;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Where the master key comes from, for a test. */
record KeySettings(Optional<String> key, Optional<Path> keyFile) implements SubjectConfig {
    static final KeySettings NONE = new KeySettings(Optional.empty(), Optional.empty());
    static final String ONE = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    static final String ANOTHER = "HwECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHgA=";

    static KeySettings of(String key) {
        return new KeySettings(Optional.of(key), Optional.empty());
    }

    @Override
    public Duration keyBackupRetention() {
        return Duration.ofDays(14);
    }
}
