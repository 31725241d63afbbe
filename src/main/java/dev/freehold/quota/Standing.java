package dev.freehold.quota;

import dev.freehold.core.ModelId;
import dev.freehold.quota.Limit.Dimension;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tightest request limit and the tightest token limit, for the rate-limit headers; absent where there is none. */
public record Standing(Optional<Gauge> requests, Optional<Gauge> tokens) {
    private static final Set<Dimension> REQUESTS = EnumSet.of(Dimension.REQUESTS);
    private static final Set<Dimension> TOKENS =
            EnumSet.of(Dimension.INPUT_TOKENS, Dimension.OUTPUT_TOKENS, Dimension.TOTAL_TOKENS);

    /** The least remaining; between equals the shorter window, which is the one that moves, then the narrower scope. */
    private static final Comparator<Gauge> TIGHTEST = Comparator.comparingLong(Gauge::remaining)
            .thenComparing(gauge -> gauge.limit().window())
            .thenComparing(gauge -> gauge.scope().kind(), Comparator.reverseOrder())
            .thenComparingLong(gauge -> gauge.limit().amount())
            .thenComparing(Gauge::reset, Comparator.reverseOrder());

    /** Where somebody stands who calls {@code model}; without a model, limits for single models do not count. */
    public static Standing of(List<Gauge> gauges, @Nullable ModelId model) {
        List<Gauge> applicable =
                gauges.stream().filter(gauge -> gauge.limit().appliesTo(model)).toList();
        return new Standing(tightest(REQUESTS, applicable), tightest(TOKENS, applicable));
    }

    private static Optional<Gauge> tightest(Set<Dimension> dimensions, List<Gauge> gauges) {
        return gauges.stream()
                .filter(gauge -> dimensions.contains(gauge.limit().dimension()))
                .min(TIGHTEST);
    }
}
