package dev.freehold.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What {@code genai_config.json} says about the files beside it. */
final class GenaiLayout {
    private GenaiLayout() {}

    /** The decoder's graph. */
    static Path graph(ModelFiles files) throws IOException, Unservable {
        Path config = files.find("genai_config.json").orElseThrow();
        JsonNode model = JsonFiles.read(config).path("model");
        for (String other : new String[] {"encoder", "vision", "speech"}) {
            if (model.has(other)) {
                throw new Unservable(
                        "genai_config.json describes a model with a part \"%s\"; only text generation is served"
                                .formatted(other));
            }
        }
        String name = model.path("decoder").path("filename").asText("");
        if (name.isEmpty()) {
            throw new Unservable("genai_config.json names no graph in model.decoder.filename");
        }
        return files.find(name)
                .filter(Files::isRegularFile)
                .orElseThrow(() -> new Unservable("genai_config.json names %s, which is not there".formatted(name)));
    }
}
