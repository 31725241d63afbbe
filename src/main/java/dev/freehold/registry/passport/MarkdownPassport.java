package dev.freehold.registry.passport;

import java.util.Map;
import java.util.stream.Collectors;

/** A passport as a page for people. What models say is text in a table and nothing else. */
final class MarkdownPassport {
    private MarkdownPassport() {}

    static String write(String model, Passport passport) {
        StringBuilder page = new StringBuilder("# Passport of %s\n\n".formatted(model));
        page.append("| | | Source |\n| --- | --- | --- |\n");
        for (Map.Entry<PassportField, Fact> entry : passport.facts().entrySet()) {
            Fact fact = entry.getValue();
            String values = fact.inWords().stream().map(MarkdownPassport::plain).collect(Collectors.joining("<br>"));
            page.append("| %s | %s | %s |\n".formatted(entry.getKey().label(), values, plain(fact.source())));
        }
        return page.toString();
    }

    private static String plain(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replaceAll("([\\\\`*_\\[\\]|#!])", "\\\\$1")
                .replace("\n", " ");
    }
}
