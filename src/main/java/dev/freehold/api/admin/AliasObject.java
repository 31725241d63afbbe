package dev.freehold.api.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.alias.Alias;
import dev.freehold.alias.Spread;
import dev.freehold.alias.Target;
import dev.freehold.api.JsonFields;
import dev.freehold.core.Fault;
import dev.freehold.core.ModelId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A name that models answer to, as operators see and write it.
 *
 * @param keeper {@code api}, or {@code settings} for one that the API cannot change
 */
record AliasObject(
        String name,
        List<Part> targets,
        String by,
        @Nullable Copy shadow,
        Map<String, String> pins,
        @JsonProperty("managed_by") String keeper) {

    /** A model and its part of the calls. */
    record Part(String model, int weight) {}

    /** A model and how many of a hundred calls it gets a copy of. */
    record Copy(String model, int percent) {}

    /** All names. */
    record AliasList(List<AliasObject> aliases) {}

    static AliasObject of(Alias alias) {
        return new AliasObject(
                alias.name().value(),
                alias.targets().stream()
                        .map(target -> new Part(target.model().value(), target.weight()))
                        .toList(),
                alias.spread().wireName(),
                alias.shadow()
                        .map(copy -> new Copy(copy.model().value(), copy.weight()))
                        .orElse(null),
                alias.pins().entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, pin -> pin.getValue().value(), (one, other) -> one, TreeMap::new)),
                alias.isConfigured() ? "settings" : "api");
    }

    static Alias read(ModelId name, byte[] body) {
        JsonFields fields = JsonFields.parse(body).only("targets", "by", "shadow", "pins");
        List<Target> targets = new ArrayList<>();
        for (JsonFields target : fields.objects("targets")) {
            target.only("model", "weight");
            targets.add(new Target(
                    model(target), target.integer("weight", 0, 1_000_000).orElse(1)));
        }
        Spread spread = Spread.parse(fields.text("by").orElse("caller"))
                .orElseThrow(() -> Fault.invalid("by", "'by' must be one of caller, request."));
        Optional<Target> shadow = fields.object("shadow").map(copy -> {
            copy.only("model", "percent");
            return new Target(model(copy), copy.integer("percent", 0, 100).orElse(100));
        });
        return new Alias(name, targets, spread, shadow, pins(fields), false);
    }

    private static ModelId model(JsonFields fields) {
        String model = fields.requiredText("model");
        if (!ModelId.isValid(model)) {
            throw Fault.invalid(
                    fields.pathOf("model"), "'%s' must be a model's name.".formatted(fields.pathOf("model")));
        }
        return new ModelId(model);
    }

    private static TreeMap<String, ModelId> pins(JsonFields fields) {
        TreeMap<String, ModelId> pins = new TreeMap<>();
        Optional<JsonNode> node = fields.value("pins");
        Optional<JsonFields> named = fields.object("pins");
        node.ifPresent(object -> object.fieldNames().forEachRemaining(tenant -> {
            String model = named.orElseThrow().requiredText(tenant);
            if (!ModelId.isValid(model)) {
                throw Fault.invalid("pins." + tenant, "'pins.%s' must be a model's name.".formatted(tenant));
            }
            pins.put(tenant, new ModelId(model));
        }));
        return pins;
    }
}
