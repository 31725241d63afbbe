package dev.freehold.payload;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Which calls' texts are kept. The first rule that fits decides; where none does, nothing is kept. Every call is recorded all the
 * same. Only the deployment sets this; no endpoint can.
 */
@ConfigMapping(prefix = "freehold.audit.payload")
public interface PayloadConfig {

    List<Rule> rules();

    /** The most characters of one call that are kept; what is cut off is said in the payload. */
    @WithDefault("1000000")
    int maxCharacters();

    /** After this time payloads are deleted, but for those of subjects that are held; absent means never. */
    Optional<Duration> retention();

    /** An absent criterion fits everything. */
    interface Rule {
        Optional<String> tenant();

        /** The path template of an endpoint, for example {@code /v1/chat/completions}. */
        Optional<String> route();

        Optional<String> model();

        /** {@code none} or {@code metadata} (the same: nothing of the text), {@code request}, or {@code request+response}. */
        String level();
    }
}
