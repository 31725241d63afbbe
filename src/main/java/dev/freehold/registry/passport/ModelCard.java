package dev.freehold.registry.passport;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the files beside a model say about it: {@code passport.yaml}, and the front matter of the card {@code README.md}. */
public final class ModelCard {
    /** The file that tells all that a passport has room for. */
    public static final String PASSPORT = "passport.yaml";

    /** The card as Hugging Face has it. */
    public static final String README = "README.md";

    private static final int MOST_BYTES = 1 << 20;

    private ModelCard() {}

    /** Every key is a passport's; the values {@code not published} and {@code unknown} mean what they say. */
    public static Map<PassportField, Fact> passport(Path file) throws IOException, UnreadableCard {
        if (Files.size(file) > MOST_BYTES) {
            throw new UnreadableCard("passport.yaml is larger than 1 MiB");
        }
        JsonNode node = YamlText.object(Files.readString(file, StandardCharsets.UTF_8), PASSPORT);
        Map<PassportField, Fact> facts = new EnumMap<>(PassportField.class);
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            PassportField field = PassportField.ofKey(entry.getKey())
                    .orElseThrow(() -> new UnreadableCard("passport.yaml says something of '%s'; a passport knows %s"
                            .formatted(YamlText.shown(entry.getKey()), keys())));
            facts.put(field, fact(entry.getValue()));
        }
        return facts;
    }

    private static String keys() {
        List<String> keys = new ArrayList<>();
        for (PassportField field : PassportField.values()) {
            keys.add(field.key());
        }
        return String.join(", ", keys);
    }

    private static Fact fact(JsonNode node) {
        List<String> values = YamlText.values(node);
        return switch (String.join("\n", values).toLowerCase(Locale.ROOT)) {
            case "not published", "not published by the provider" -> new Fact.NotPublished(PASSPORT);
            case "", "unknown" -> new Fact.Unknown(PASSPORT);
            default -> new Fact.Known(values, PASSPORT);
        };
    }

    /** Only what stands between the two lines of {@code ---} at the beginning is looked at. */
    public static Map<PassportField, Fact> frontMatter(Path readme) throws IOException, UnreadableCard {
        String text = beginning(readme);
        Map<PassportField, Fact> facts = new EnumMap<>(PassportField.class);
        if (!text.startsWith("---\n")) {
            return facts;
        }
        int end = text.indexOf("\n---", 3);
        if (end < 0) {
            throw new UnreadableCard("README.md begins with front matter (---) that does not end");
        }
        JsonNode node = YamlText.object(text.substring(4, Math.max(4, end)), README);
        for (PassportField field : PassportField.values()) {
            List<String> values =
                    field == PassportField.LICENCE ? licence(node) : YamlText.values(node.path(field.inCard()));
            if (!values.isEmpty()) {
                facts.put(field, new Fact.Known(values, README));
            }
        }
        return facts;
    }

    private static String beginning(Path readme) throws IOException {
        try (var in = Files.newInputStream(readme)) {
            return new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8)
                    .replace("\r\n", "\n")
                    .replace("\uFEFF", "");
        }
    }

    /** {@code license: other} says that the name stands in {@code license_name}. */
    private static List<String> licence(JsonNode node) {
        List<String> names = new ArrayList<>();
        for (String name : YamlText.values(node.path("license"))) {
            List<String> proper = YamlText.values(node.path("license_name"));
            if (!name.equalsIgnoreCase("other")) {
                names.add(name);
            } else if (proper.isEmpty()) {
                names.add("other");
            } else {
                names.addAll(proper);
            }
        }
        return names.stream().map(name -> Licence.named(name).id()).toList();
    }
}
