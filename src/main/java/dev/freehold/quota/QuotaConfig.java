package dev.freehold.quota;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;

/** Limits that need no administrator. */
@ConfigMapping(prefix = "freehold.quota")
interface QuotaConfig {

    /** What a key gets that is made without limits, and a caller with a JSON Web Token that nobody has defined limits for. */
    @WithDefault("requests/minute=60,total_tokens/minute=100000")
    @WithConverter(AllowanceConverter.class)
    Allowance defaults();
}
