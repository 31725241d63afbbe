package dev.freehold.registry.guard;

import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The bytes of a tensor in a file beside the graph. */
record ExternalRange(String tensor, String location, long offset, long bytes) {
    private static final Set<String> KEYS = Set.of("location", "offset", "length", "checksum");
    private static final Pattern LOCATION = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}");

    static ExternalRange of(String tensor, Map<String, String> entries, long bytes) throws HarmfulFile {
        for (String key : entries.keySet()) {
            if (!KEYS.contains(key)) {
                throw new HarmfulFile(
                        "says '%s' of its tensor '%s', which nobody knows".formatted(HarmfulFile.shown(key), tensor));
            }
        }
        String location = entries.getOrDefault("location", "");
        if (!LOCATION.matcher(location).matches()) {
            throw new HarmfulFile("looks for its tensor '%s' in '%s'; only a file beside it may hold it"
                    .formatted(tensor, HarmfulFile.shown(location)));
        }
        long offset = number(tensor, entries, "offset", 0);
        long length = number(tensor, entries, "length", bytes);
        if (length != bytes) {
            throw new HarmfulFile(
                    "takes %d bytes for its tensor '%s', whose shape asks for %d".formatted(length, tensor, bytes));
        }
        return new ExternalRange(tensor, location, offset, bytes);
    }

    private static long number(String tensor, Map<String, String> entries, String key, long absent) throws HarmfulFile {
        String value = entries.get(key);
        if (value == null) {
            return absent;
        }
        if (!value.matches("[0-9]{1,18}")) {
            throw new HarmfulFile(
                    "gives '%s' as the %s of its tensor '%s'".formatted(HarmfulFile.shown(value), key, tensor));
        }
        return Long.parseLong(value);
    }

    long end() {
        return offset + bytes;
    }
}
