package dev.freehold.api.admin;

import dev.freehold.auth.Reach;
import dev.freehold.core.Fault;
import dev.freehold.quota.UsageQuery;
import dev.freehold.quota.UsageQuery.Grouping;
import io.vertx.core.MultiMap;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The query string of {@code GET /admin/v1/usage}. */
record UsageFilter(UsageQuery query, Optional<Format> format) {
    private static final Set<String> KNOWN = Set.of("from", "to", "tenant", "group_by", "format");
    private static final List<Grouping> DEFAULT_GROUPS = List.of(Grouping.DAY, Grouping.MODEL);
    private static final long MOST_DAYS = 366;

    /** How the answer is written. */
    enum Format {
        JSON,
        CSV
    }

    static UsageFilter read(MultiMap parameters, Reach reach) {
        for (Map.Entry<String, String> parameter : parameters) {
            if (!KNOWN.contains(parameter.getKey())) {
                throw Fault.invalid(
                        parameter.getKey(),
                        "There is no such parameter; there are %s."
                                .formatted(KNOWN.stream().sorted().collect(Collectors.joining(", "))));
            }
        }
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        LocalDate from = day(parameters, "from").orElse(today.withDayOfMonth(1));
        LocalDate to = day(parameters, "to").orElse(today);
        if (to.isBefore(from) || ChronoUnit.DAYS.between(from, to) >= MOST_DAYS) {
            throw Fault.invalid(
                    "to", "'to' must not lie before 'from' (%s), and at most a year after it.".formatted(from));
        }
        return new UsageFilter(
                new UsageQuery(from, to, tenant(parameters, reach), groups(parameters)), format(parameters));
    }

    private static Optional<LocalDate> day(MultiMap parameters, String name) {
        return Optional.ofNullable(parameters.get(name)).map(text -> {
            try {
                return LocalDate.parse(text);
            } catch (DateTimeException notADay) {
                throw Fault.invalid(name, "'%s' must be a day such as 2026-01-31, in UTC.".formatted(name))
                        .causedBy(notADay);
            }
        });
    }

    private static Optional<String> tenant(MultiMap parameters, Reach reach) {
        Optional<String> wanted = Optional.ofNullable(parameters.get("tenant"));
        if (wanted.isPresent() && !reach.covers(wanted.get())) {
            throw Fault.invalid(
                    "tenant",
                    "'tenant' must be your own, %s, or be left out."
                            .formatted(reach.only().orElse("")));
        }
        return wanted.or(reach::only);
    }

    private static List<Grouping> groups(MultiMap parameters) {
        String text = parameters.get("group_by");
        if (text == null) {
            return DEFAULT_GROUPS;
        }
        List<Grouping> groups = new ArrayList<>();
        for (String name : text.split(",", -1)) {
            Grouping grouping = Grouping.parse(name)
                    .filter(known -> !groups.contains(known))
                    .orElseThrow(() -> Fault.invalid(
                            "group_by",
                            "'group_by' must name some of %s, each once, with commas between them."
                                    .formatted(Arrays.stream(Grouping.values())
                                            .map(Grouping::wireName)
                                            .collect(Collectors.joining(", ")))));
            groups.add(grouping);
        }
        return groups;
    }

    private static Optional<Format> format(MultiMap parameters) {
        return Optional.ofNullable(parameters.get("format")).map(name -> switch (name) {
            case "json" -> Format.JSON;
            case "csv" -> Format.CSV;
            default -> throw Fault.invalid("format", "'format' must be json or csv.");
        });
    }
}
