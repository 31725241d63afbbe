package dev.freehold.inference.template;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Filters for HTML and URLs. */
final class MarkupFilters {

    private static final Pattern COMMENT_OR_TAG = Pattern.compile("<!--.*?-->|<[^>]*>", Pattern.DOTALL);
    private static final Map<String, String> ENTITIES =
            Map.of("&lt;", "<", "&gt;", ">", "&quot;", "\"", "&#34;", "\"", "&#39;", "'", "&nbsp;", "\u00a0");

    static final Map<String, Operation> ALL = Map.of(
            "e", TextFilters.text((text, a, meter) -> escape(text, meter)),
            "escape", TextFilters.text((text, a, meter) -> escape(text, meter)),
            "forceescape", TextFilters.text((text, a, meter) -> escape(text, meter)),
            "striptags", TextFilters.text((text, a, meter) -> stripTags(text)),
            "urlencode", Operation.of((subject, a, meter) -> urlEncode(subject, meter)));

    private MarkupFilters() {}

    private static String escape(String text, Meter meter) {
        BoundedText escaped = meter.newText();
        for (int i = 0; i < text.length(); i++) {
            escaped.append(
                    switch (text.charAt(i)) {
                        case '&' -> "&amp;";
                        case '<' -> "&lt;";
                        case '>' -> "&gt;";
                        case '\'' -> "&#39;";
                        case '"' -> "&#34;";
                        default -> text.substring(i, i + 1);
                    });
        }
        return escaped.toString();
    }

    private static String stripTags(String text) {
        String bare = COMMENT_OR_TAG.matcher(text).replaceAll("");
        String spaced =
                Splitting.bySpace(bare, -1).stream().map(String.class::cast).collect(Collectors.joining(" "));
        for (Map.Entry<String, String> entity : ENTITIES.entrySet()) {
            spaced = spaced.replace(entity.getKey(), entity.getValue());
        }
        return spaced.replace("&amp;", "&");
    }

    private static String urlEncode(Object subject, Meter meter) {
        if (subject instanceof Map<?, ?> map) {
            return query(CollectionMethods.items(map), meter);
        }
        return subject instanceof String || Sequences.iteratorOrNull(subject) == null
                ? encode(Printing.print(subject, meter), meter).replace("%2F", "/")
                : query(Sequences.list(subject, meter), meter);
    }

    private static String query(List<Object> pairs, Meter meter) {
        return pairs.stream().map(pair -> parameter(pair, meter)).collect(Collectors.joining("&"));
    }

    private static String parameter(Object pair, Meter meter) {
        List<Object> parts = Sequences.list(pair, meter);
        if (parts.size() != 2) {
            throw TemplateException.evaluation("urlencode takes a text, a mapping or pairs");
        }
        return parts.stream()
                .map(part -> encode(Printing.print(part, meter), meter).replace("%20", "+"))
                .collect(Collectors.joining("="));
    }

    private static String encode(String text, Meter meter) {
        meter.reserve(3L * text.length());
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
