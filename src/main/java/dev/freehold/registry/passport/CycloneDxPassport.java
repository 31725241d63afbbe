package dev.freehold.registry.passport;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A passport as a bill of materials, CycloneDX 1.6: what its model card has a place for stands there, and everything, with its
 * source, stands in the properties.
 */
final class CycloneDxPassport {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String PREFIX = "freehold:passport:";

    private final Passport passport;

    private CycloneDxPassport(Passport passport) {
        this.passport = passport;
    }

    /** The same passport gives the same document. */
    static String write(String model, Passport passport) {
        CycloneDxPassport writer = new CycloneDxPassport(passport);
        UUID serial = UUID.nameUUIDFromBytes(JsonPassport.write(model, passport).getBytes(UTF_8));
        ObjectNode document = MAPPER.createObjectNode()
                .put("bomFormat", "CycloneDX")
                .put("specVersion", "1.6")
                .put("serialNumber", "urn:uuid:" + serial)
                .put("version", 1);
        writer.component(document.putArray("components").addObject(), model);
        return document.toPrettyString() + "\n";
    }

    private void component(ObjectNode component, String model) {
        component.put("type", "machine-learning-model").put("bom-ref", model).put("name", model);
        if (!known(PassportField.VERSION).isEmpty()) {
            component.put("version", String.join(", ", known(PassportField.VERSION)));
        }
        if (!known(PassportField.PROVIDER).isEmpty()) {
            component.putObject("supplier").put("name", String.join(", ", known(PassportField.PROVIDER)));
        }
        licences(component);
        ObjectNode card = component.putObject("modelCard");
        parameters(card.putObject("modelParameters"));
        metrics(card);
        considerations(card.putObject("considerations"));
        properties(component.putArray("properties"));
    }

    private void licences(ObjectNode component) {
        if (known(PassportField.LICENCE).isEmpty()) {
            return;
        }
        ArrayNode licences = component.putArray("licenses");
        for (Licence licence : passport.licences()) {
            licences.addObject().putObject("license").put(licence.isSpdx() ? "id" : "name", licence.id());
        }
    }

    private void parameters(ObjectNode parameters) {
        text(parameters, "task", PassportField.INTENDED_TASKS);
        text(parameters, "modelArchitecture", PassportField.ARCHITECTURE);
        List<String> data = known(PassportField.TRAINING_DATA);
        if (!data.isEmpty()) {
            ArrayNode datasets = parameters.putArray("datasets");
            data.forEach(each -> datasets.addObject().put("type", "dataset").put("name", each));
        }
    }

    private void text(ObjectNode parent, String name, PassportField field) {
        if (!known(field).isEmpty()) {
            parent.put(name, String.join(", ", known(field)));
        }
    }

    private void metrics(ObjectNode card) {
        List<String> results = known(PassportField.EVALUATION);
        if (results.isEmpty()) {
            return;
        }
        ArrayNode metrics = card.putObject("quantitativeAnalysis").putArray("performanceMetrics");
        for (String result : results) {
            int colon = result.indexOf(": ");
            metrics.addObject()
                    .put("type", colon < 0 ? "evaluation" : result.substring(0, colon))
                    .put("value", colon < 0 ? result : result.substring(colon + 2));
        }
    }

    private void considerations(ObjectNode considerations) {
        list(considerations, "useCases", known(PassportField.ACCEPTABLE_USE));
        list(considerations, "technicalLimitations", known(PassportField.LIMITATIONS));
        List<String> biases = known(PassportField.BIASES);
        if (!biases.isEmpty()) {
            ArrayNode ethical = considerations.putArray("ethicalConsiderations");
            biases.forEach(bias -> ethical.addObject().put("name", bias));
        }
    }

    private static void list(ObjectNode parent, String name, List<String> values) {
        if (!values.isEmpty()) {
            values.forEach(parent.putArray(name)::add);
        }
    }

    private void properties(ArrayNode properties) {
        for (Map.Entry<PassportField, Fact> entry : passport.facts().entrySet()) {
            String name = PREFIX + entry.getKey().key();
            entry.getValue()
                    .inWords()
                    .forEach(value -> properties.addObject().put("name", name).put("value", value));
            properties
                    .addObject()
                    .put("name", name + ":source")
                    .put("value", entry.getValue().source());
        }
    }

    private List<String> known(PassportField field) {
        return passport.fact(field) instanceof Fact.Known(List<String> values, String source) ? values : List.of();
    }
}
