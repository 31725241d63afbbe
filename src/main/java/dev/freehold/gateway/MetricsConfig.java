package dev.freehold.gateway;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much the metrics tell apart. */
@ConfigMapping(prefix = "freehold.metrics")
interface MetricsConfig {

    /** The most tenants that are named; what further ones do is counted together, as {@code other}. */
    @WithDefault("100")
    int tenants();
}
