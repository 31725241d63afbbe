package dev.freehold.inference.template;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/** C's strftime in the C locale, which is what Python has. */
final class DateText {

    private static final Map<Character, String> PATTERNS = Map.ofEntries(
            Map.entry('Y', "uuuu"),
            Map.entry('y', "uu"),
            Map.entry('m', "MM"),
            Map.entry('d', "dd"),
            Map.entry('e', "ppd"),
            Map.entry('B', "MMMM"),
            Map.entry('b', "MMM"),
            Map.entry('h', "MMM"),
            Map.entry('A', "EEEE"),
            Map.entry('a', "EEE"),
            Map.entry('H', "HH"),
            Map.entry('I', "hh"),
            Map.entry('k', "ppH"),
            Map.entry('l', "pph"),
            Map.entry('M', "mm"),
            Map.entry('S', "ss"),
            Map.entry('f', "SSSSSS"),
            Map.entry('p', "a"),
            Map.entry('j', "DDD"),
            Map.entry('F', "uuuu-MM-dd"),
            Map.entry('D', "MM/dd/uu"),
            Map.entry('x', "MM/dd/uu"),
            Map.entry('T', "HH:mm:ss"),
            Map.entry('X', "HH:mm:ss"),
            Map.entry('R', "HH:mm"),
            Map.entry('c', "EEE MMM ppd HH:mm:ss uuuu"));

    private DateText() {}

    static String format(String format, ZonedDateTime time, Meter meter) {
        BoundedText text = meter.newText();
        for (int i = 0; i < format.length(); i++) {
            char character = format.charAt(i);
            if (character != '%' || i + 1 == format.length()) {
                text.append(String.valueOf(character));
                continue;
            }
            char directive = format.charAt(++i);
            boolean isUnpadded = directive == '-' && i + 1 < format.length();
            text.append(isUnpadded ? unpadded(format.charAt(++i), time) : expand(directive, time));
        }
        return text.toString();
    }

    private static String unpadded(char directive, ZonedDateTime time) {
        return expand(directive, time).replaceFirst("^[0 ]+(?=.)", "");
    }

    private static String expand(char directive, ZonedDateTime time) {
        // datetime.now() has no zone, so %Z and %z are empty in Python
        return switch (directive) {
            case '%' -> "%";
            case 'n' -> "\n";
            case 't' -> "\t";
            case 'z', 'Z' -> "";
            case 's' -> Long.toString(time.toEpochSecond());
            case 'w' -> Integer.toString(time.getDayOfWeek().getValue() % 7);
            case 'u' -> Integer.toString(time.getDayOfWeek().getValue());
            default -> {
                String pattern = PATTERNS.get(directive);
                yield pattern == null
                        ? "%" + directive
                        : time.format(DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH));
            }
        };
    }
}
