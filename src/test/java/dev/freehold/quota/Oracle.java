package dev.freehold.quota;

import dev.freehold.core.ModelId;
import dev.freehold.core.Usage;
import dev.freehold.quota.Limit.Dimension;
import dev.freehold.quota.Limit.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the ledger should say, worked out the slow way: it keeps all that ever happened, and for every question walks through it
 * from the beginning. Small numbers only: it counts in longs.
 */
final class Oracle {
    private final List<Happening> happenings = new ArrayList<>();
    private final Map<Scope, List<Limit>> current = new HashMap<>();
    private long now = Long.MIN_VALUE;

    private sealed interface Happening {
        /** Limits of a scope were replaced. */
        record Change(long at, Scope scope, List<Limit> limits) implements Happening {}

        record Taking(long at, int call, Scopes scopes, ModelId model, Usage tokens) implements Happening {}

        /** The call ended and gave back what it had not used. */
        record Ending(long at, int call, Usage used) implements Happening {}
    }

    private record Call(Happening.Taking taking, boolean wasCounted) {}

    void clock(Instant instant) {
        now = Math.max(now, Micros.of(instant));
    }

    void change(Scope scope, List<Limit> limits) {
        happenings.add(new Happening.Change(now, scope, limits));
        current.put(scope, limits);
    }

    void take(int call, Scopes scopes, ModelId model, Usage tokens) {
        happenings.add(new Happening.Taking(now, call, scopes, model, tokens));
    }

    void end(int call, Usage used) {
        happenings.add(new Happening.Ending(now, call, used));
    }

    /** The output that is granted; nothing when the call is refused. */
    Optional<Usage> grant(Scopes scopes, ModelId model, Need need) {
        List<Gauge> gauges = gauges(scopes).stream()
                .filter(gauge -> gauge.limit().appliesTo(model))
                .toList();
        long output = need.outputTokens();
        while (output > need.leastOutputTokens() && !fits(gauges, need, output)) {
            output--;
        }
        return fits(gauges, need, output) ? Optional.of(new Usage(need.inputTokens(), output)) : Optional.empty();
    }

    private static boolean fits(List<Gauge> gauges, Need need, long output) {
        return gauges.stream()
                .allMatch(gauge ->
                        units(gauge.limit().dimension(), new Usage(need.inputTokens(), output)) <= gauge.remaining());
    }

    private static long units(Dimension dimension, Usage tokens) {
        return switch (dimension) {
            case REQUESTS, CONCURRENCY -> 1;
            case INPUT_TOKENS -> tokens.inputTokens();
            case OUTPUT_TOKENS -> tokens.outputTokens();
            case TOTAL_TOKENS -> tokens.inputTokens() + tokens.outputTokens();
        };
    }

    Set<Gauge> gauges(Scopes scopes) {
        return scopes.all().stream()
                .flatMap(
                        scope -> current.getOrDefault(scope, List.of()).stream().map(limit -> gauge(scope, limit)))
                .collect(Collectors.toSet());
    }

    Standing standing(Scopes scopes, ModelId model) {
        return new Standing(
                tightest(scopes, model, Set.of(Dimension.REQUESTS)),
                tightest(
                        scopes,
                        model,
                        Set.of(Dimension.INPUT_TOKENS, Dimension.OUTPUT_TOKENS, Dimension.TOTAL_TOKENS)));
    }

    private Optional<Gauge> tightest(Scopes scopes, ModelId model, Set<Dimension> dimensions) {
        return gauges(scopes).stream()
                .filter(gauge -> dimensions.contains(gauge.limit().dimension()))
                .filter(gauge ->
                        gauge.limit().model() == null || gauge.limit().model().equals(model))
                .min(Comparator.comparingLong(Gauge::remaining)
                        .thenComparing(gauge -> gauge.limit().window())
                        .thenComparing(gauge -> gauge.scope().kind(), Comparator.reverseOrder())
                        .thenComparingLong(gauge -> gauge.limit().amount())
                        .thenComparing(Gauge::reset, Comparator.reverseOrder()));
    }

    private Gauge gauge(Scope scope, Limit limit) {
        Story story = new Story(scope, limit);
        happenings.forEach(story::tell);
        return story.end();
    }

    /** The life of one limit, as long as the scope has one on the same thing. */
    private final class Story {
        private final Scope scope;
        private final Limit latest;
        private final Map<Integer, Call> calls = new HashMap<>();
        private Optional<Limit> limit = Optional.empty();
        private long used;
        private long at;

        Story(Scope scope, Limit latest) {
            this.scope = scope;
            this.latest = latest;
        }

        /** Parts of a unit: each microsecond frees as many of them as the limit's amount. */
        private long parts() {
            return switch (latest.window()) {
                case MINUTE -> 60_000_000L;
                case HOUR -> 3_600_000_000L;
                case DAY -> 86_400_000_000L;
                case MONTH -> 1;
            };
        }

        private boolean isBucket() {
            return latest.dimension() != Dimension.CONCURRENCY && latest.window() != Window.MONTH;
        }

        void tell(Happening happening) {
            switch (happening) {
                case Happening.Change change when change.scope().equals(scope) -> change(change);
                case Happening.Change elsewhere -> {}
                case Happening.Taking taking -> take(taking);
                case Happening.Ending ending -> end(ending);
            }
        }

        private void change(Happening.Change change) {
            pass(change.at());
            Optional<Limit> next = change.limits().stream()
                    .filter(candidate -> Slot.of(candidate).equals(Slot.of(latest)))
                    .findFirst();
            if (limit.isEmpty()) {
                used = 0;
            }
            if (limit.isEmpty() || next.isEmpty()) {
                calls.replaceAll((call, known) -> new Call(known.taking(), false));
            }
            limit = next;
        }

        private void take(Happening.Taking taking) {
            if (taking.scopes().all().contains(scope) && latest.appliesTo(taking.model())) {
                pass(taking.at());
                used += limit.isPresent() ? units(latest.dimension(), taking.tokens()) * parts() : 0;
                calls.put(taking.call(), new Call(taking, limit.isPresent()));
            }
        }

        private void end(Happening.Ending ending) {
            Call call = calls.remove(ending.call());
            if (call != null && call.wasCounted()) {
                pass(ending.at());
                long unused =
                        units(latest.dimension(), call.taking().tokens()) - units(latest.dimension(), ending.used());
                boolean isThisMonth = month(call.taking().at()).equals(month(ending.at()));
                used -= isBucket() || isThisMonth ? unused * parts() : 0;
                used = Math.max(0, used);
            }
        }

        private void pass(long time) {
            if (isBucket()) {
                used = Math.max(
                        0,
                        used - limit.map(known -> known.amount() * (time - at)).orElse(0L));
            } else if (!month(time).equals(month(at))) {
                used = 0;
            }
            at = time;
        }

        Gauge end() {
            pass(now);
            if (latest.dimension() == Dimension.CONCURRENCY) {
                long remaining = Math.max(0, latest.amount() - calls.size());
                return new Gauge(scope, latest, remaining, Duration.ofSeconds(calls.isEmpty() ? 0 : 1));
            }
            long remaining = Math.max(0, latest.amount() * parts() - used) / parts();
            long wait = isBucket() ? (used + latest.amount() - 1) / latest.amount() : untilNextMonth();
            return new Gauge(scope, latest, remaining, Duration.ofNanos(used == 0 ? 0 : wait * 1000));
        }

        private long untilNextMonth() {
            Instant next = month(now)
                    .plusMonths(1)
                    .atDay(1)
                    .atStartOfDay(ZoneOffset.UTC)
                    .toInstant();
            return Micros.of(next) - now;
        }

        private static YearMonth month(long micros) {
            return YearMonth.from(Micros.instant(micros).atZone(ZoneOffset.UTC));
        }
    }
}
