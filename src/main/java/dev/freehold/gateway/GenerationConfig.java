package dev.freehold.gateway;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What one request for text may ask for. */
@ConfigMapping(prefix = "freehold.generation")
public interface GenerationConfig {

    /** The most texts that one request may ask for, over all its prompts; each takes a slot of the model. */
    @WithDefault("8")
    int maxChoices();
}
