package dev.freehold.quota;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits that need no administrator. */
@ConfigMapping(prefix = "freehold.quota")
interface QuotaConfig {

    /** What a key gets that is made without limits, and a caller with a JSON Web Token that nobody has defined limits for. */
    @WithDefault("requests/minute=60,total_tokens/minute=100000")
    @WithConverter(AllowanceConverter.class)
    Allowance defaults();

    /**
     * How long a replica may be cut off from PostgreSQL until it stops its running calls; a third longer, and the others close them
     * and charge them in full.
     */
    @WithDefault("15s")
    Duration lease();
}
