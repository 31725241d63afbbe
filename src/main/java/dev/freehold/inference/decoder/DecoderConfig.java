package dev.freehold.inference.decoder;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** How text models run. Every amount of memory is for each model. */
@ConfigMapping(prefix = "freehold.inference")
public interface DecoderConfig {

    /** Threads one model computes with. When absent: the number of cores, or one for a model of less than 32 MB. */
    OptionalInt threads();

    /** The most sequences that one model writes at the same time. When absent: as many as the memory allows, up to 32. */
    OptionalInt slots();

    /** Requests that may wait for a slot of one model; the next one is refused as overloaded. */
    @WithDefault("256")
    int queue();

    /** A request that would probably wait longer than this for a slot is refused as overloaded at once. */
    @WithDefault("60s")
    Duration maxWait();

    /** A tenant's share of a busy model relative to the others'; 1 when not named. */
    Map<String, Double> weights();

    /** The longest context in tokens, however much more a model could attend to. */
    @WithDefault("32768")
    int maxContext();

    /** The most prompt tokens that are read in one run. */
    @WithDefault("256")
    int chunk();

    /** How long running streams may wait for a token while a prompt is read: runs of a prompt are made as short as that takes. */
    @WithDefault("90ms")
    Duration stall();

    /**
     * Memory for the keys and values of the running sequences. A sequence starts when all it may come to fits; memory is taken
     * as it grows. When absent: a quarter of the machine's memory.
     */
    Optional<MemorySize> cacheMemory();

    /** Memory for what was computed for earlier prompts, to be used again; 0 switches it off. When absent: a sixteenth. */
    Optional<MemorySize> prefixMemory();

    /** Whether text that came before is tried as a draft of what comes next. The text stays the same. */
    @WithDefault("true")
    boolean speculation();

    /** Tokens that are written ahead of a slow reader before its sequence pauses. */
    @WithDefault("256")
    int readAhead();

    /** How long requests that are inside may go on when the process is told to end. */
    @WithDefault("10s")
    Duration drain();
}
