package dev.freehold.registry.passport;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** A passport as one JSON object: each field with its {@code value} (text, or a list of several), its {@code state} and its source. */
final class JsonPassport {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private JsonPassport() {}

    static String write(String model, Passport passport) {
        ObjectNode root = MAPPER.createObjectNode().put("id", model).put("object", "model.passport");
        ObjectNode facts = root.putObject("facts");
        for (Map.Entry<PassportField, Fact> entry : passport.facts().entrySet()) {
            Fact fact = entry.getValue();
            ObjectNode node = facts.putObject(entry.getKey().key());
            List<String> values = fact.inWords();
            if (values.size() == 1) {
                node.put("value", values.getFirst());
            } else {
                values.forEach(node.putArray("value")::add);
            }
            node.put("state", state(fact)).put("source", fact.source());
        }
        return root.toPrettyString() + "\n";
    }

    private static String state(Fact fact) {
        return switch (fact) {
            case Fact.Known known -> "known";
            case Fact.NotPublished silent -> "not_published";
            case Fact.Unknown unknown -> "unknown";
        };
    }
}
