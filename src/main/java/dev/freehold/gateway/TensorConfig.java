package dev.freehold.gateway;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How calls with tensors are counted and checked. */
@ConfigMapping(prefix = "freehold.tensors")
public interface TensorConfig {

    /** What such a call costs besides one request. */
    @WithDefault("requests")
    Unit unit();

    /** Whether inputs may hold numbers that are none; for graphs that take them for missing values. */
    @WithDefault("false")
    boolean acceptNan();

    /** In what calls are counted. */
    enum Unit {
        /** Nothing besides the request. */
        REQUESTS,
        /** Each element of the inputs is an input token. */
        ELEMENTS
    }
}
