package dev.freehold.inference.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.inference.ModelLoadException;
import dev.freehold.inference.template.TemplateException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Finds the chat template of a model folder. */
public final class ChatTemplateReader {
    private static final Logger LOG = Logger.getLogger(ChatTemplateReader.class);

    private ChatTemplateReader() {}

    /**
     * The template of a model; one that has none, or none that can be read, is good for plain text.
     *
     * @param specialTokens what templates may name, for example {@code bos_token} to {@code <s>}
     */
    public static ChatTemplate read(Path folder, String model, Map<String, String> specialTokens)
            throws ModelLoadException {
        Optional<String> source = source(folder);
        if (source.isEmpty()) {
            return ChatTemplate.missing("This model has no chat template.");
        }
        try {
            return new ChatTemplate(source.get(), new JinjaRenderer(source.get()), specialTokens);
        } catch (TemplateException broken) {
            LOG.warnf("%s: its chat template cannot be read: %s", model, broken.getMessage());
            return ChatTemplate.missing("This model's chat template cannot be read.");
        }
    }

    /** The source from {@code chat_template.jinja}, {@code chat_template.json} or {@code tokenizer_config.json}. */
    static Optional<String> source(Path folder) throws ModelLoadException {
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
