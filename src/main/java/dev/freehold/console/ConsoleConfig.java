package dev.freehold.console;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the console behaves. */
@ConfigMapping(prefix = "freehold.console")
interface ConsoleConfig {

    /** How long a browser may go on after somebody signed in. */
    @WithDefault("PT4H")
    Duration session();
}
