package dev.freehold;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.nio.file.Path;
import java.time.Duration;

/** What the building itself needs to know. */
@ConfigMapping(prefix = "freehold")
interface FreeholdConfig {

    /** The data folder. */
    Path home();

    /** Whether this process opens its rooms; commands that only look do not. */
    @WithDefault("true")
    @WithName("serving")
    boolean isServing();

    /** Told to stop, how long it says that it is not ready before it lets nobody in: as long as a balancer takes to notice. */
    @WithDefault("0s")
    @WithName("shutdown.notice")
    Duration shutdownNotice();
}
