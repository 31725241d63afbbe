package dev.freehold.registry.passport;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;

/** YAML from strangers: small, shallow, no key twice; an alias is the text that it is, and never grows. */
final class YamlText {
    private static final int LONGEST_VALUE = 4096;
    private static final ObjectMapper MAPPER =
            new ObjectMapper(YAMLFactory.builder().loaderOptions(limits()).build());

    private YamlText() {}

    private static LoaderOptions limits() {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setMaxAliasesForCollections(0);
        options.setNestingDepthLimit(16);
        options.setCodePointLimit(1 << 20);
        return options;
    }

    static JsonNode object(String text, String file) throws UnreadableCard {
        try {
            JsonNode node = MAPPER.readTree(text);
            if (node == null || !(node.isObject() || node.isMissingNode() || node.isNull())) {
                throw new UnreadableCard(file + " holds no YAML of keys and values");
            }
            return node;
        } catch (JsonProcessingException broken) {
            int line = broken.getLocation() == null ? 0 : broken.getLocation().getLineNr();
            throw new UnreadableCard("%s is not valid YAML near line %d of it; correct it".formatted(file, line));
        }
    }

    /** Single values, each item of a list, and each entry of a map as {@code key: value}. */
    static List<String> values(JsonNode node) {
        List<String> values = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(item -> values.addAll(values(item)));
        } else if (node.isObject()) {
            node.properties()
                    .forEach(entry ->
                            values.add(shown(entry.getKey() + ": " + String.join(", ", values(entry.getValue())))));
        } else if (node.isValueNode() && !node.isNull() && !node.asText().isBlank()) {
            values.add(shown(node.asText().strip()));
        }
        return values;
    }

    static String shown(String text) {
        String printable = text.replaceAll("[\\p{Cntrl}&&[^\\n]]", "?");
        return printable.length() <= LONGEST_VALUE ? printable : printable.substring(0, LONGEST_VALUE) + "…";
    }
}
