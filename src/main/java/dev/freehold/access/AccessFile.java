package dev.freehold.access;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.freehold.core.Fault;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads the access file: plain YAML without tags, anchors and aliases; nothing is coerced, nothing unknown is passed over. */
final class AccessFile {
    private static final int MAX_LENGTH = 1 << 20;

    private static final ObjectMapper YAML = YAMLMapper.builder(YAMLFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .withCoercionConfigDefaults(config -> {
                for (CoercionInputShape shape : CoercionInputShape.values()) {
                    config.setCoercion(shape, CoercionAction.Fail);
                }
            })
            .withCoercionConfig(LogicalType.Textual, config -> {
                config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
                config.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
                config.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
            })
            .build();

    private AccessFile() {}

    static AccessDocument parse(Path path, String text) throws InvalidAccessFileException {
        if (text.length() > MAX_LENGTH) {
            throw new InvalidAccessFileException("%s is longer than %d characters".formatted(path, MAX_LENGTH));
        }
        try {
            refuseReferences(path, text);
            return YAML.readValue(text, AccessDocument.class);
        } catch (JsonProcessingException e) {
            throw new InvalidAccessFileException(where(path, e.getLocation()) + what(e));
        } catch (IOException e) {
            throw new InvalidAccessFileException(path + " cannot be read as YAML");
        }
    }

    /** The mapper would take an alias for its own name. */
    private static void refuseReferences(Path path, String text) throws IOException, InvalidAccessFileException {
        try (YAMLParser parser = (YAMLParser) YAML.getFactory().createParser(text)) {
            while (parser.nextToken() != null) {
                if (parser.isCurrentAlias() || parser.getObjectId() != null || parser.getTypeId() != null) {
                    throw new InvalidAccessFileException(
                            where(path, parser.currentLocation()) + "tags, anchors and aliases are not accepted");
                }
            }
        }
    }

    /** An unknown field is noticed where the entry that holds it ends. */
    private static String where(Path path, @Nullable JsonLocation location) {
        return location == null || location.getLineNr() < 1 ? path + ": " : path + ":" + location.getLineNr() + ": ";
    }

    private static String what(JsonProcessingException problem) {
        String field = problem instanceof JsonMappingException mapping ? field(mapping) : "";
        if (problem.getCause() instanceof Fault fault) {
            String inner = fault.parameter().orElse("");
            return (field.isEmpty() ? inner : field + "." + inner) + ": " + fault.message();
        }
        String message = problem.getOriginalMessage();
        int detail = message.indexOf(" (class ");
        return (field.isEmpty() ? "" : field + ": ") + (detail < 0 ? message : message.substring(0, detail));
    }

    private static String field(JsonMappingException problem) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference step : problem.getPath()) {
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return path.toString();
    }
}
