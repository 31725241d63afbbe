package dev.freehold.quota;

import dev.freehold.core.ModelId;
import dev.freehold.quota.Limit.Dimension;
import dev.freehold.quota.Limit.Window;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.spi.Converter;
import org.jspecify.annotations.Nullable;

/**
 * Reads limits as {@code requests/minute=60,total_tokens/day@some-model=1000000,concurrency=4}; public so that the configuration
 * can make one.
 */
public final class AllowanceConverter implements Converter<Allowance> {
    private static final Pattern LIMIT =
            Pattern.compile("([a-z_]+)(?:/([a-z]+))?(?:@([A-Za-z0-9._/-]{1,128}))?=([0-9]{1,15})");
    private static final String EXPECTED =
            "expected limits like requests/minute=60,total_tokens/day=1000000,concurrency=4"
                    + " (requests, input_tokens, output_tokens or total_tokens, each per minute, hour, day or month, or concurrency;"
                    + " @model behind it for one model only; at most 15 digits)";

    @Override
    public Allowance convert(String value) {
        List<Limit> limits = new ArrayList<>();
        Set<Slot> taken = new HashSet<>();
        for (String item : value.split(",", -1)) {
            Limit limit = limit(item.strip())
                    .orElseThrow(
                            () -> new IllegalArgumentException("'" + item.strip() + "' is not a limit: " + EXPECTED));
            if (!taken.add(Slot.of(limit))) {
                throw new IllegalArgumentException(
                        "two limits on " + Slot.of(limit).inWords() + ": say each once");
            }
            limits.add(limit);
        }
        return new Allowance.Limited(limits);
    }

    private static Optional<Limit> limit(String item) {
        Matcher matcher = LIMIT.matcher(item);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long amount = Long.parseLong(matcher.group(4));
        return Dimension.parse(matcher.group(1))
                .flatMap(dimension -> window(dimension, Optional.ofNullable(matcher.group(2)))
                        .map(window -> new Limit(dimension, window, amount, model(matcher.group(3)))));
    }

    private static @Nullable ModelId model(@Nullable String name) {
        return name == null ? null : new ModelId(name);
    }

    private static Optional<Window> window(Dimension dimension, Optional<String> name) {
        return switch (dimension) {
            case REQUESTS, INPUT_TOKENS, OUTPUT_TOKENS, TOTAL_TOKENS -> name.flatMap(Window::parse);
            case CONCURRENCY -> name.isEmpty() ? Optional.of(Window.MINUTE) : Optional.empty();
        };
    }
}
