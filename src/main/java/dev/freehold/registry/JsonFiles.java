package dev.freehold.registry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a model's JSON files, and names file, line and column when one is broken. */
final class JsonFiles {
    /** Far above the largest real configuration, and small enough to hold. */
    private static final long MOST_BYTES_TO_HOLD = 16L << 20;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxDocumentLength(1L << 30).build())
            .build();
    private static final ObjectMapper MAPPER = new ObjectMapper(JSON);

    private JsonFiles() {}

    /** The object in a configuration file. */
    static JsonNode read(Path file) throws IOException, Unservable {
        if (Files.size(file) > MOST_BYTES_TO_HOLD) {
            throw new Unservable("%s is larger than 16 MiB; a configuration never is".formatted(file.getFileName()));
        }
        try (JsonParser parser = JSON.createParser(file.toFile())) {
            JsonNode node = MAPPER.readTree(parser);
            if (node == null || !(node.isObject() || node.isArray())) {
                throw new Unservable("%s holds no JSON object".formatted(file.getFileName()));
            }
            return node;
        } catch (JsonProcessingException broken) {
            throw located(file, broken);
        }
    }

    /** Checks that the file is well-formed, whatever its size. */
    static void check(Path file) throws IOException, Unservable {
        try (JsonParser parser = JSON.createParser(file.toFile())) {
            if (parser.nextToken() == null) {
                throw new Unservable("%s is empty".formatted(file.getFileName()));
            }
            while (parser.nextToken() != null) {
                parser.skipChildren();
            }
        } catch (JsonProcessingException broken) {
            throw located(file, broken);
        }
    }

    private static Unservable located(Path file, JsonProcessingException broken) {
        JsonLocation at = broken.getLocation();
        String where = at == null ? "" : " at line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
        return new Unservable("%s is not valid JSON%s; fetch or export it again".formatted(file.getFileName(), where));
    }
}
