package dev.freehold.registry.passport;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Everything that is known of a model, every field of it; what nobody says is unknown. */
public record Passport(Map<PassportField, Fact> facts) {
    private static final Fact NOBODY_SAYS = new Fact.Unknown("no source says");

    public Passport {
        Map<PassportField, Fact> all = new EnumMap<>(PassportField.class);
        for (PassportField field : PassportField.values()) {
            all.put(field, facts.getOrDefault(field, NOBODY_SAYS));
        }
        facts = Collections.unmodifiableMap(all);
    }

    /** From several sources; of two that speak of a field the earlier one counts. */
    public static Passport of(List<Map<PassportField, Fact>> sources) {
        Map<PassportField, Fact> facts = new EnumMap<>(PassportField.class);
        sources.forEach(source -> source.forEach(facts::putIfAbsent));
        return new Passport(facts);
    }

    public Fact fact(PassportField field) {
        return facts.getOrDefault(field, NOBODY_SAYS);
    }

    /** All that it must be used under: several licences count together. */
    public List<Licence> licences() {
        return switch (fact(PassportField.LICENCE)) {
            case Fact.Known(List<String> values, String source) ->
                values.stream().map(Licence::named).toList();
            case Fact.NotPublished(String source) -> List.of(Licence.UNKNOWN);
            case Fact.Unknown(String source) -> List.of(Licence.UNKNOWN);
        };
    }
}
