package dev.freehold.api;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The fields of an endpoint, each with values at its limits, one past them and of wrong types, from {@code fields/NAME.txt}: the
 * path, a body that is accepted, and rows of {@code field [& other fields] | accepted values | refused ones}, parted by
 * {@code ;;}. A refused value may say {@code => field} when another one is named. {@code <x*9>} is nine times x.
 */
record FieldTable(String path, Map<String, String> body, List<FieldTable.Request> requests) {
    private static final Pattern PAIR = Pattern.compile("\"(\\w+)\":(\\S+)");
    private static final Pattern TIMES = Pattern.compile("<(\\w+)\\*(\\d+)>");

    /** A request, and the field that its refusal names; absent when it is accepted. */
    record Request(String body, Optional<String> refusedFor) {}

    static FieldTable read(String name) throws IOException {
        try (InputStream file = FieldTable.class.getResourceAsStream("fields/" + name + ".txt")) {
            List<String> lines = new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
            Map<String, String> body = pairs(lines.get(1));
            List<Request> requests = new ArrayList<>();
            lines.stream().skip(2).forEach(row -> addAll(requests, body, row));
            return new FieldTable(lines.getFirst(), body, requests);
        }
    }

    private static void addAll(List<Request> requests, Map<String, String> body, String row) {
        String[] columns = row.split("\\|", -1);
        String[] names = columns[0].strip().split(" & ", 2);
        Map<String, String> rest = new LinkedHashMap<>(body);
        rest.putAll(names.length > 1 ? pairs(names[1]) : Map.of());
        for (String value : values(columns[1])) {
            rest.put(names[0], times(value));
            requests.add(new Request(json(rest), Optional.empty()));
        }
        for (String value : values(columns[2])) {
            String[] parts = value.split(" => ", 2);
            rest.put(names[0], times(parts[0]));
            requests.add(new Request(json(rest), Optional.of(parts.length > 1 ? parts[1] : names[0])));
        }
    }

    private static List<String> values(String column) {
        return List.of(column.split(";;")).stream()
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
    }

    private static Map<String, String> pairs(String text) {
        Map<String, String> pairs = new LinkedHashMap<>();
        Matcher pair = PAIR.matcher(text);
        while (pair.find()) {
            pairs.put(pair.group(1), pair.group(2));
        }
        return pairs;
    }

    private static String times(String value) {
        return TIMES.matcher(value).replaceAll(times -> {
            int count = Integer.parseInt(times.group(2));
            return switch (times.group(1)) {
                case "pairs" ->
                    IntStream.range(0, count)
                            .mapToObj("\"k%d\":\"v\""::formatted)
                            .collect(Collectors.joining(",", "{", "}"));
                case "texts" -> "[" + String.join(",", Collections.nCopies(count, "\"a\"")) + "]";
                default -> times.group(1).repeat(count);
            };
        });
    }

    /** The same body with a field more. */
    String with(String member) {
        return json(body).replaceFirst("^\\{", "{" + Matcher.quoteReplacement(member) + ",");
    }

    private static String json(Map<String, String> members) {
        return members.entrySet().stream()
                .map(member -> "\"" + member.getKey() + "\":" + member.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }
}
