package dev.freehold.alias;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.util.Map;
import java.util.Optional;

/** Names that the operator declares; others are made through the API. */
@ConfigMapping(prefix = "freehold.aliases")
public interface AliasConfig {

    /** By name. */
    @WithParentName
    Map<String, Declared> names();

    /** Who answers to a name. */
    interface Declared {
        /** {@code model}, or several as {@code model:weight,model:weight}. */
        String to();

        /** What decides between several: {@code caller} or {@code request}. */
        @WithDefault("caller")
        Spread by();

        /** {@code model:percent} of the calls are run on this model, too, and measured. */
        Optional<String> shadow();

        /** By tenant, the only model that answers it. */
        Map<String, String> pins();
    }
}
