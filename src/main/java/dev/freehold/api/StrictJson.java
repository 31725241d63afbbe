package dev.freehold.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Parses JSON from outside: well-formed UTF-8 without lone surrogates, no duplicate keys, nothing after the value, bounded depth
 * and sizes. Its faults say where, and never repeat what was sent.
 */
final class StrictJson {
    /** A schema of sixteen schemas inside one another fits, wherever it stands. */
    private static final int MAX_DEPTH = 64;

    private static final int MAX_STRING_CHARACTERS = 2 * 1024 * 1024;
    private static final int MAX_NUMBER_CHARACTERS = 64;
    private static final int MAX_NAME_CHARACTERS = 256;

    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxStringLength(MAX_STRING_CHARACTERS)
                            .maxNumberLength(MAX_NUMBER_CHARACTERS)
                            .maxNameLength(MAX_NAME_CHARACTERS)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private StrictJson() {}

    static JsonNode parse(byte[] body) {
        try {
            JsonNode root = MAPPER.readTree(decode(body));
            checkCharacters(root);
            return root;
        } catch (CharacterCodingException notUtf8) {
            throw malformed("it is not valid UTF-8").causedBy(notUtf8);
        } catch (JsonProcessingException malformed) {
            throw malformed(where(malformed)).causedBy(malformed);
        }
    }

    private static String decode(byte[] body) throws CharacterCodingException {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    }

    private static String where(JsonProcessingException malformed) {
        String reason = malformed instanceof com.fasterxml.jackson.core.exc.StreamConstraintsException
                ? "it is nested deeper than %d or has an over-long value".formatted(MAX_DEPTH)
                : "it is malformed, or repeats a key";
        return malformed.getLocation() == null
                ? reason
                : "%s (line %d, column %d)"
                        .formatted(
                                reason,
                                malformed.getLocation().getLineNr(),
                                malformed.getLocation().getColumnNr());
    }

    /** A lone surrogate has no UTF-8 form, so it could be neither tokenised nor sent back. */
    private static void checkCharacters(JsonNode node) {
        if (node.isTextual() && !isWellFormed(node.textValue())) {
            throw malformed("a string holds half a surrogate pair");
        }
        node.fieldNames().forEachRemaining(name -> {
            if (!isWellFormed(name)) {
                throw malformed("a key holds half a surrogate pair");
            }
        });
        node.forEach(StrictJson::checkCharacters);
    }

    private static boolean isWellFormed(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    private static Fault malformed(String reason) {
        return new Fault(FaultCode.INVALID_REQUEST, "The request body could not be read as JSON: " + reason + ".");
    }
}
