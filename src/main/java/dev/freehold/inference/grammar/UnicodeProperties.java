package dev.freehold.inference.grammar;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Sets of characters by the names that patterns have for them, each looked up once. */
final class UnicodeProperties {
    private static final int MOST_KEPT = 64;
    private static final Map<String, Ranges> KNOWN = new ConcurrentHashMap<>();
    private static final Map<String, String> LONG_NAMES = Map.of(
            "Letter",
            "L",
            "Lowercase_Letter",
            "Ll",
            "Uppercase_Letter",
            "Lu",
            "Number",
            "N",
            "Decimal_Number",
            "Nd",
            "Punctuation",
            "P",
            "Symbol",
            "S",
            "Separator",
            "Z",
            "Mark",
            "M",
            "digit",
            "Nd");

    private UnicodeProperties() {}

    /** @throws Refusal when there is no such property */
    static Ranges of(String name) {
        Ranges known = KNOWN.get(name);
        if (known != null) {
            return known;
        }
        Ranges found = find(name);
        if (KNOWN.size() < MOST_KEPT) {
            KNOWN.put(name, found);
        }
        return found;
    }

    private static Ranges find(String name) {
        if (!name.matches("[A-Za-z_=]{1,40}")) {
            throw new Refusal("names the property '%s', which is not supported".formatted(name));
        }
        try {
            Pattern pattern = Pattern.compile("\\p{" + LONG_NAMES.getOrDefault(name, java(name)) + "}");
            return Ranges.where(
                    point -> pattern.matcher(Character.toString(point)).matches());
        } catch (PatternSyntaxException unknown) {
            throw new Refusal("names the property '%s', which is not supported".formatted(name));
        }
    }

    private static String java(String name) {
        String script = name.replaceFirst("^(Script|sc|Script_Extensions|scx)=", "Is");
        return script.replaceFirst("^(General_Category|gc)=", "");
    }
}
