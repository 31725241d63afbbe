package dev.freehold.gateway;

import dev.freehold.core.Usage;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;

/**
 * One kind of call to one model under the names, units and buckets of OpenTelemetry's semantic conventions for generative AI, version
 * 1.37.0.
 */
final class SemanticMeters {
    private static final double[] TOKENS = {
        1, 4, 16, 64, 256, 1024, 4096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304, 16_777_216, 67_108_864
    };
    private static final double[] SECONDS = {
        0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92
    };
    private static final double[] SECONDS_TO_FIRST_TOKEN = {
        0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0
    };
    private static final double[] SECONDS_PER_TOKEN = {
        0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1.0, 2.5
    };

    private final Timer duration;
    private final Timer firstToken;
    private final Timer perToken;
    private final DistributionSummary input;
    private final DistributionSummary output;

    SemanticMeters(MeterRegistry meters, String action, String model) {
        Tags tags = Tags.of(
                "gen_ai.operation.name",
                operation(action),
                "gen_ai.provider.name",
                "freehold",
                "gen_ai.request.model",
                model);
        duration = timer("gen_ai.server.request.duration", "Time from admission to the end", SECONDS, tags, meters);
        firstToken = timer(
                "gen_ai.server.time_to_first_token",
                "Time from admission to the first token",
                SECONDS_TO_FIRST_TOKEN,
                tags,
                meters);
        perToken = timer(
                "gen_ai.server.time_per_output_token",
                "Time for each token after the first",
                SECONDS_PER_TOKEN,
                tags,
                meters);
        input = tokens("input", tags, meters);
        output = tokens("output", tags, meters);
    }

    void began(Duration untilFirstToken) {
        firstToken.record(untilFirstToken);
    }

    void ended(Usage used, Duration took, Duration generating) {
        duration.record(took);
        input.record((double) used.inputTokens());
        output.record((double) used.outputTokens());
        if (used.outputTokens() > 1) {
            perToken.record(generating.dividedBy(used.outputTokens() - 1));
        }
    }

    /** The conventions' name where they have one. */
    static String operation(String action) {
        return switch (action) {
            case "chat.completions", "messages", "responses" -> "chat";
            case "completions" -> "text_completion";
            default -> action;
        };
    }

    private static Timer timer(String name, String description, double[] seconds, Tags tags, MeterRegistry meters) {
        Duration[] buckets = Arrays.stream(seconds)
                .mapToObj(bucket -> Duration.ofNanos(Math.round(bucket * 1e9)))
                .toArray(Duration[]::new);
        return Timer.builder(name)
                .description(description)
                .serviceLevelObjectives(buckets)
                .tags(tags)
                .register(meters);
    }

    private static DistributionSummary tokens(String type, Tags tags, MeterRegistry meters) {
        return DistributionSummary.builder("gen_ai.client.token.usage")
                .description("Tokens of one call")
                .serviceLevelObjectives(TOKENS)
                .tags(tags.and("gen_ai.token.type", type))
                .register(meters);
    }
}
