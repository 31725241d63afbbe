package dev.freehold.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The figures as {@code results.json}. */
record Results(ObjectNode machine, List<Figure> figures) {

    void write(Path file) throws IOException {
        ObjectNode root = object();
        root.set("machine", machine);
        ArrayNode all = root.putArray("figures");
        figures.forEach(figure -> all.add(json(figure)));
        new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(file.toFile(), root);
    }

    private static ObjectNode json(Figure figure) {
        ObjectNode node = object().put("id", figure.id()).put("title", figure.title());
        return switch (figure) {
            case Figure.Comparison comparison -> {
                node.put("unit", comparison.unit());
                node.set(comparison.subject().name(), json(comparison.subject().samples()));
                node.set(
                        comparison.reference().name(),
                        json(comparison.reference().samples()));
                node.set("ratio", json(comparison.ratio()));
                yield judged(node, comparison.ratio(), comparison.target());
            }
            case Figure.Value value -> {
                node.put("unit", value.unit());
                node.set("value", json(value.samples()));
                yield judged(node, value.samples(), value.target());
            }
            case Figure.NotMeasured missing -> node.put("not_measured", missing.reason());
        };
    }

    private static ObjectNode judged(ObjectNode node, Samples samples, Target target) {
        if (target instanceof Target.None) {
            return node;
        }
        return node.put("target", target.toString()).put("holds", target.holds(samples.median()));
    }

    private static ObjectNode json(Samples samples) {
        ObjectNode node = object().put("median", samples.median())
                .put("min", samples.min())
                .put("max", samples.max());
        ArrayNode rounds = node.putArray("rounds");
        samples.values().forEach(rounds::add);
        return node;
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
