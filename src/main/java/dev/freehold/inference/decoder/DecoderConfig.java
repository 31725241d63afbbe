package dev.freehold.inference.decoder;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.OptionalInt;

/** How text models run. */
@ConfigMapping(prefix = "freehold.inference")
public interface DecoderConfig {

    /** Threads one model computes with. When absent: the number of cores, or one for a model of less than 32 MB. */
    OptionalInt threads();

    /** Sequences that one model writes at the same time. */
    @WithDefault("8")
    int slots();

    /** Requests that may wait for a slot of one model; the next one is refused as overloaded. */
    @WithDefault("64")
    int queue();

    /** The longest context in tokens, however much more a model could attend to; memory is reserved by it. */
    @WithDefault("8192")
    int maxContext();

    /**
     * Prompt tokens read in one run. The same for every request at every load, so that the same seed gives the same
     * text; smaller keeps others flowing while a long prompt is read, larger reads it sooner.
     */
    @WithDefault("64")
    int chunk();

    /** How long running generations may go on when the process is told to end. */
    @WithDefault("10s")
    Duration drain();
}
