package dev.freehold.inference.grammar;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The values of {@code format} that are held to. */
final class Formats {
    private static final String DATE = "(?:[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
            + "|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))"
            + "|(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)";
    private static final String TIME = "(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\\.[0-9]{1,9})?"
            + "(?:Z|[+-](?:0[0-9]|1[0-7]):[0-5][0-9])|23:59:60(?:\\.[0-9]{1,9})?Z)";
    private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
    private static final String HOST = LABEL + "(?:\\." + LABEL + "){0,9}";
    private static final String BYTE = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final String IPV4 = BYTE + "(?:\\." + BYTE + "){3}";
    private static final String WORD = "[!#$%&'*+/=?^_`{|}~0-9A-Za-z-]{1,64}";
    private static final String QUOTED = "\"(?:[ !#-\\[\\]-~]|\\\\[ -~])*\"";
    private static final String URI_CHARACTER = "(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})";
    private static final String PATH = "(?:/|" + URI_CHARACTER + ")*";
    private static final String QUERY = "(?:[/?]|" + URI_CHARACTER + ")*";

    private static final Map<String, String> PATTERNS = Map.ofEntries(
            Map.entry("date", DATE),
            Map.entry("time", TIME),
            Map.entry("date-time", DATE + "T" + TIME),
            Map.entry("duration", duration()),
            Map.entry("uuid", "[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}"),
            Map.entry(
                    "email",
                    "(?:" + WORD + "(?:\\." + WORD + "){0,4}|" + QUOTED + ")@(?:" + HOST + "|\\[(?:" + IPV4 + "|IPv6:"
                            + ipv6() + ")\\])"),
            Map.entry("hostname", HOST),
            Map.entry("ipv4", IPV4),
            Map.entry("ipv6", ipv6()),
            Map.entry("uri", uri()),
            Map.entry("json-pointer", "(?:/(?:[^/~]|~[01])*)*"));

    private static final Set<String> OTHERS = Set.of(
            "idn-email",
            "idn-hostname",
            "iri",
            "iri-reference",
            "uri-reference",
            "uri-template",
            "relative-json-pointer",
            "regex");

    private static final Map<String, Dfa> KNOWN = new ConcurrentHashMap<>();

    private Formats() {}

    /**
     * The strings of a format; null when JSON Schema knows no such format, so that it says nothing.
     *
     * @throws Refusal when JSON Schema knows it and this cannot hold to it
     */
    static @Nullable Dfa of(String name) {
        String pattern = PATTERNS.get(name);
        if (OTHERS.contains(name)) {
            throw new Refusal("has the format '%s', which is not supported".formatted(name));
        }
        return pattern == null ? null : KNOWN.computeIfAbsent(name, ignored -> Regex.whole(pattern));
    }

    private static String duration() {
        String time = "T(?:[0-9]+H(?:[0-9]+M(?:[0-9]+S)?)?|[0-9]+M(?:[0-9]+S)?|[0-9]+S)";
        String day = "[0-9]+D";
        String month = "[0-9]+M(?:" + day + ")?";
        String date = "(?:[0-9]+Y(?:" + month + ")?|" + month + "|" + day + ")";
        return "P(?:" + date + "(?:" + time + ")?|" + time + "|[0-9]+W)";
    }

    private static String ipv6() {
        String group = "[0-9A-Fa-f]{1,4}";
        String last = "(?:" + group + ":" + group + "|" + IPV4 + ")";
        StringBuilder all = new StringBuilder("(?:(?:" + group + ":){6}" + last);
        for (int before = 0; before <= 5; before++) {
            String start = before == 0 ? "" : "(?:(?:" + group + ":){0," + (before - 1) + "}" + group + ")?";
            int behind = 5 - before;
            all.append('|')
                    .append(start)
                    .append("::(?:")
                    .append(group)
                    .append(":){")
                    .append(behind)
                    .append('}')
                    .append(last);
        }
        String six = "(?:(?:" + group + ":){0,5}" + group + ")?";
        String five = "(?:(?:" + group + ":){0,4}" + group + ")?";
        return all + "|" + five + "::" + group + "|" + six + "::)";
    }

    private static String uri() {
        String authority = "(?:(?:[A-Za-z0-9._~!$&'()*+,;=:-]|%[0-9A-Fa-f]{2})*@)?" + "(?:\\[" + ipv6()
                + "\\]|(?:[A-Za-z0-9._~!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*)(?::[0-9]{0,5})?";
        String path = "(?://" + authority + "(?:/" + PATH + ")?|/?" + "(?:" + URI_CHARACTER + PATH + ")?)";
        return "[A-Za-z][A-Za-z0-9+.-]*:" + path + "(?:\\?" + QUERY + ")?(?:#" + QUERY + ")?";
    }
}
