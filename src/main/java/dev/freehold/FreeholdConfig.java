package dev.freehold;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.nio.file.Path;

/** What the building itself needs to know. */
@ConfigMapping(prefix = "freehold")
interface FreeholdConfig {

    /** The data folder. */
    Path home();

    /** Whether this process opens its rooms; commands that only look do not. */
    @WithDefault("true")
    @WithName("serving")
    boolean isServing();
}
