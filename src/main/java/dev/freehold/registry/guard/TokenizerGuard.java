package dev.freehold.registry.guard;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Looks through a {@code tokenizer.json} before native code parses it: bounded in size and depth, and no name twice. */
public final class TokenizerGuard {
    /** The largest real ones, with a quarter of a million tokens and their merges, have 35 MiB. */
    private static final long MOST_BYTES = 128L << 20;

    private static final int DEEPEST = 64;
    private static final int LONGEST_TEXT = 1 << 20;
    private static final JsonFactory STRICT = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxDocumentLength(MOST_BYTES)
                    .build())
            .build();

    private TokenizerGuard() {}

    /** Checks a file that is known to be well-formed JSON otherwise. */
    public static void check(Path file) throws IOException, HarmfulFile {
        if (Files.size(file) > MOST_BYTES) {
            throw new HarmfulFile("is larger than 128 MiB; a tokenizer never is");
        }
        try (JsonParser parser = STRICT.createParser(file.toFile())) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new HarmfulFile("holds no JSON object");
            }
            while (parser.nextToken() != null) {
                if (parser.currentToken() == JsonToken.VALUE_STRING && parser.getTextLength() > LONGEST_TEXT) {
                    throw tooMuch();
                }
            }
        } catch (StreamConstraintsException exceeded) {
            throw tooMuch();
        } catch (JsonProcessingException repeated) {
            throw new HarmfulFile("is no valid JSON, or says a name twice at line %d"
                    .formatted(repeated.getLocation().getLineNr()));
        }
    }

    private static HarmfulFile tooMuch() {
        return new HarmfulFile("nests more than %d deep, or holds a text of more than 1 MiB".formatted(DEEPEST));
    }
}
