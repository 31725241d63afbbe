package dev.freehold.inference.template;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The methods of Python's str. */
final class StringMethods {

    static final Map<String, Operation> ALL = Stream.of(
                    casing(), trimming(), searching(), cutting(), asking(), padding())
            .flatMap(group -> group.entrySet().stream())
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private StringMethods() {}

    /** A method's body once its subject is known to be a string. */
    @FunctionalInterface
    private interface Body {
        Object apply(String text, Bound arguments, Meter meter);
    }

    private static Operation method(Body body, String... parameters) {
        return Operation.of(
                (subject, arguments, meter) -> {
                    meter.reserve(((String) subject).length());
                    return body.apply((String) subject, arguments, meter);
                },
                parameters);
    }

    private static Operation mapping(UnaryOperator<String> change) {
        return method((text, a, meter) -> change.apply(text));
    }

    private static Operation question(Predicate<String> question) {
        return method((text, a, meter) -> question.test(text));
    }

    private static Map<String, Operation> casing() {
        return Map.of(
                "upper", mapping(Strings::upper),
                "lower", mapping(Strings::lower),
                "casefold", mapping(Strings::lower),
                "capitalize", mapping(Strings::capitalize),
                "title", mapping(Strings::title),
                "swapcase", mapping(Strings::swapCase));
    }

    private static Map<String, Operation> trimming() {
        return Map.of(
                "strip", method((text, a, meter) -> strip(text, a, true, true), "chars?"),
                "lstrip", method((text, a, meter) -> strip(text, a, true, false), "chars?"),
                "rstrip", method((text, a, meter) -> strip(text, a, false, true), "chars?"),
                "removeprefix",
                        method(
                                (text, a, meter) -> text.startsWith(a.text(0))
                                        ? text.substring(a.text(0).length())
                                        : text,
                                "prefix"),
                "removesuffix",
                        method(
                                (text, a, meter) -> text.endsWith(a.text(0))
                                        ? text.substring(
                                                0, text.length() - a.text(0).length())
                                        : text,
                                "suffix"));
    }

    static String strip(String text, Bound arguments, boolean leading, boolean trailing) {
        if (!arguments.has(0)) {
            return Strings.strip(text, Characters::isSpace, leading, trailing);
        }
        Set<Integer> unwanted = arguments.text(0).codePoints().boxed().collect(Collectors.toSet());
        return Strings.strip(text, unwanted::contains, leading, trailing);
    }

    private static Map<String, Operation> searching() {
        return Map.of(
                "startswith",
                        method(
                                (text, a, meter) -> fits(text, a, meter, String::startsWith),
                                "prefix",
                                "start?",
                                "end?"),
                "endswith",
                        method((text, a, meter) -> fits(text, a, meter, String::endsWith), "suffix", "start?", "end?"),
                "find", method((text, a, meter) -> Search.of(text, a).first(), "sub", "start?", "end?"),
                "rfind", method((text, a, meter) -> Search.of(text, a).last(), "sub", "start?", "end?"),
                "index",
                        method(
                                (text, a, meter) ->
                                        Search.found(Search.of(text, a).first()),
                                "sub",
                                "start?",
                                "end?"),
                "rindex",
                        method(
                                (text, a, meter) ->
                                        Search.found(Search.of(text, a).last()),
                                "sub",
                                "start?",
                                "end?"),
                "count", method((text, a, meter) -> Search.of(text, a).count(), "sub", "start?", "end?"),
                "replace",
                        method(
                                (text, a, meter) ->
                                        Strings.replace(text, a.text(0), a.text(1), a.integer(2, -1), meter),
                                "old",
                                "new",
                                "count?"));
    }

    private static boolean fits(String text, Bound arguments, Meter meter, BiPredicate<String, String> fits) {
        String part = (String) Sequences.slice(text, arguments.get(1), arguments.get(2), None.NONE, meter);
        if (arguments.get(0) instanceof Tuple affixes) {
            return affixes.items().stream()
                    .anyMatch(affix -> affix instanceof String wanted && fits.test(part, wanted));
        }
        return fits.test(part, arguments.text(0));
    }

    private static Map<String, Operation> cutting() {
        return Map.of(
                "split",
                        method(
                                (text, a, meter) -> a.has(0)
                                        ? Splitting.by(text, a.text(0), a.integer(1, -1))
                                        : Splitting.bySpace(text, a.integer(1, -1)),
                                "sep?",
                                "maxsplit?"),
                "rsplit",
                        method(
                                (text, a, meter) -> a.has(0)
                                        ? Splitting.byFromRight(text, a.text(0), a.integer(1, -1))
                                        : Splitting.bySpaceFromRight(text, a.integer(1, -1)),
                                "sep?",
                                "maxsplit?"),
                "splitlines", method((text, a, meter) -> Splitting.lines(text, a.isTrue(0)), "keepends?"),
                "partition", method((text, a, meter) -> Splitting.partition(text, a.text(0)), "sep"),
                "rpartition", method((text, a, meter) -> Splitting.partitionFromRight(text, a.text(0)), "sep"),
                "join", method((text, a, meter) -> join(text, a.get(0), meter), "iterable"),
                "format", method((text, a, meter) -> BraceFormat.apply(text, a.all(), meter), "*"),
                "format_map",
                        method((text, a, meter) -> BraceFormat.apply(text, Inputs.named(a.get(0)), meter), "mapping"));
    }

    private static String join(String separator, Object iterable, Meter meter) {
        List<Object> items = Sequences.list(iterable, meter);
        BoundedText joined = meter.newText();
        for (int i = 0; i < items.size(); i++) {
            if (!(items.get(i) instanceof String item)) {
                throw Types.mismatch("a string to join", items.get(i));
            }
            joined.append(i == 0 ? "" : separator).append(item);
        }
        return joined.toString();
    }

    private static Map<String, Operation> asking() {
        return Map.ofEntries(
                Map.entry("islower", question(Strings::isLower)),
                Map.entry("isupper", question(Strings::isUpper)),
                Map.entry("istitle", question(text -> !text.isEmpty() && text.equals(Strings.title(text)))),
                Map.entry("isspace", all(Characters::isSpace)),
                Map.entry("isalpha", all(Character::isLetter)),
                Map.entry("isalnum", all(Character::isLetterOrDigit)),
                Map.entry("isdigit", all(Character::isDigit)),
                Map.entry("isdecimal", all(Character::isDigit)),
                Map.entry("isnumeric", all(Characters::isNumeric)),
                Map.entry("isidentifier", question(text -> text.matches("[\\p{L}_][\\p{L}\\p{N}_]*"))),
                Map.entry("isascii", question(text -> text.chars().allMatch(c -> c < 128))),
                Map.entry("isprintable", question(text -> text.codePoints().allMatch(Characters::isPrintable))));
    }

    private static Operation all(IntPredicate wanted) {
        return question(text -> Strings.all(text, wanted));
    }

    private static Map<String, Operation> padding() {
        return Map.of(
                "center", padded('^'),
                "ljust", padded('<'),
                "rjust", padded('>'),
                "zfill", method((text, a, meter) -> Padding.pad(text, '=', a.integer(0), "0", meter), "width"),
                "expandtabs", method((text, a, meter) -> Padding.expandTabs(text, a.integer(0, 8), meter), "tabsize?"));
    }

    private static Operation padded(char align) {
        return method(
                (text, a, meter) -> Padding.pad(text, align, a.integer(0), a.text(1, " "), meter),
                "width",
                "fillchar?");
    }
}
