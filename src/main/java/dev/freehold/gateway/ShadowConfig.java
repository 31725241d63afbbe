package dev.freehold.gateway;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How much copies of calls may take. */
@ConfigMapping(prefix = "freehold.shadow")
interface ShadowConfig {

    /** Copies that run at the same time; those that come meanwhile are not run. */
    @WithDefault("2")
    int atOnce();

    /** How long a copy may take. */
    @WithDefault("60s")
    Duration timeout();
}
