package dev.freehold.api;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How large a request may be. */
@ConfigMapping(prefix = "freehold.http")
public interface HttpLimits {

    /** Bytes of a request body. */
    @WithDefault("4M")
    MemorySize maxBodySize();
}
