package dev.freehold.inference.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.inference.ModelLoadException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds the chat template of a model folder. */
public final class ChatTemplateReader {
    private ChatTemplateReader() {}

    /** The source from {@code chat_template.jinja}, {@code chat_template.json} or {@code tokenizer_config.json}. */
    public static Optional<String> source(Path folder) throws ModelLoadException {
        Path file = folder.resolve("chat_template.jinja");
        if (Files.isRegularFile(file)) {
            try {
                return Optional.of(Files.readString(file));
            } catch (IOException broken) {
                throw new ModelLoadException("The file chat_template.jinja is not readable text.", broken);
            }
        }
        Optional<String> own = inJson(folder.resolve("chat_template.json"));
        return own.isPresent() ? own : inJson(folder.resolve("tokenizer_config.json"));
    }

    /** The field is a text, or a list of named ones of which {@code default} counts. */
    private static Optional<String> inJson(Path file) throws ModelLoadException {
        JsonNode template = JsonFile.optional(file).root().path("chat_template");
        for (JsonNode named : template) {
            if (named.path("name").asText().equals("default")) {
                template = named.path("template");
                break;
            }
        }
        return template.isTextual() ? Optional.of(template.textValue()) : Optional.empty();
    }
}
