package dev.freehold.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.core.ModelId;
import dev.freehold.quota.Limit.Dimension;
import dev.freehold.quota.Limit.Window;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuotaConfigTest {

    @Test
    void tokenCallersHaveModestDefaults() {
        assertEquals(
                List.of(
                        new Limit(Dimension.REQUESTS, Window.MINUTE, 60),
                        new Limit(Dimension.TOTAL_TOKENS, Window.MINUTE, 100_000)),
                limits(Map.of()));
    }

    @Test
    void readsEveryKindOfLimit() {
        assertEquals(
                List.of(
                        new Limit(Dimension.INPUT_TOKENS, Window.HOUR, 5),
                        new Limit(Dimension.OUTPUT_TOKENS, Window.DAY, 0),
                        new Limit(Dimension.TOTAL_TOKENS, Window.MONTH, 999_999_999_999_999L),
                        new Limit(Dimension.CONCURRENCY, Window.MINUTE, 4),
                        new Limit(Dimension.CONCURRENCY, Window.MINUTE, 2).on(new ModelId("org/m-1.5")),
                        new Limit(Dimension.REQUESTS, Window.DAY, 9).on(new ModelId("m"))),
                limits(Map.of(
                        "freehold.quota.defaults",
                        "input_tokens/hour=5, output_tokens/day=0,total_tokens/month=999999999999999,concurrency=4,"
                                + "concurrency@org/m-1.5=2,requests/day@m=9")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "requests",
                "requests/minute",
                "requests=60",
                "requests/minute@=60",
                "requests/minute@no such model=60",
                "requests@m/minute=60",
                "requests/minute@m=60,requests/minute@m=70",
                "requests/minute=-1",
                "requests/minute=1e3",
                "requests/minute=60;total_tokens/minute=5",
                "requests/minute=60,",
                "requests/fortnight=60",
                "tokens/minute=60",
                "REQUESTS/minute=60",
                "concurrency/minute=4",
                "requests/minute=1000000000000000",
                "requests/minute=60,requests/minute=70"
            })
    void aValueThatIsNotALimitStopsTheStartWithASentence(String value) {
        ConfigValidationException refusal =
                assertThrows(ConfigValidationException.class, () -> limits(Map.of("freehold.quota.defaults", value)));
        String message = String.valueOf(refusal.getMessage());

        assertTrue(message.contains("freehold.quota.defaults"), message);
        assertTrue(message.contains("is not a limit: expected") || message.contains("say each once"), message);
    }

    @Test
    void aReplicaIsCutOffForFifteenSecondsUnlessSaidOtherwise() {
        assertEquals(Duration.ofSeconds(15), config(Map.of()).lease());
        assertEquals(
                Duration.ofMinutes(1),
                config(Map.of("freehold.quota.lease", "1m")).lease());
    }

    private static List<Limit> limits(Map<String, String> settings) {
        return ((Allowance.Limited) config(settings).defaults()).limits();
    }

    /** With the converters that the product has. */
    private static QuotaConfig config(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(QuotaConfig.class)
                .withDefaultValues(settings)
                .build()
                .getConfigMapping(QuotaConfig.class);
    }
}
