package dev.freehold.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.registry.passport.Fact;
import dev.freehold.registry.passport.Passport;
import dev.freehold.registry.passport.PassportField;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What a model's own record says of how Freehold built it, which is a modification of what was published. */
final class BuildNotes {
    static final String FILE = "freehold-build.json";

    private BuildNotes() {}

    /** Adds to what is known already, and takes nothing away. */
    static Passport addTo(Passport passport, JsonNode record) {
        Map<PassportField, Fact> facts = new EnumMap<>(passport.facts());
        add(facts, PassportField.MODIFICATIONS, modifications(record));
        add(facts, PassportField.EVALUATION, evaluation(record.path("comparison")));
        return new Passport(facts);
    }

    private static void add(Map<PassportField, Fact> facts, PassportField field, List<String> said) {
        if (said.isEmpty()) {
            return;
        }
        List<String> values = new ArrayList<>();
        String source = FILE;
        if (facts.get(field) instanceof Fact.Known(List<String> before, String from)) {
            values.addAll(before);
            source = from + ", " + FILE;
        }
        values.addAll(said);
        facts.put(field, new Fact.Known(values, source));
    }

    private static List<String> modifications(JsonNode record) {
        List<String> said = new ArrayList<>();
        said.add("built by %s from the published weights, stored as %s"
                .formatted(shown(record.path("builder")), shown(record.path("precision"))));
        record.path("sources").properties().forEach(source -> {
            if (source.getKey().endsWith(".safetensors")) {
                said.add("made of %s %s".formatted(source.getKey(), shown(source.getValue())));
            }
        });
        return said;
    }

    private static List<String> evaluation(JsonNode comparison) {
        if (!comparison.isObject()) {
            return List.of();
        }
        String place = "%s, %s tokens".formatted(shown(comparison.path("text")), shown(comparison.path("tokens")));
        return List.of(
                "perplexity (%s): %s, with weights in full %s"
                        .formatted(
                                place,
                                shown(comparison.path("perplexity")),
                                shown(comparison.path("perplexity_unrounded"))),
                "same choice as with weights in full (%s): %s"
                        .formatted(place, shown(comparison.path("same_choices"))));
    }

    private static String shown(JsonNode value) {
        String text = value.asText("unknown").replaceAll("\\p{Cntrl}", "?");
        return text.length() <= 100 ? text : text.substring(0, 100) + "…";
    }
}
