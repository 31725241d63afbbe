package dev.freehold.api.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.core.Fault;
import java.util.ArrayList;
import java.util.List;

/** Arrays of token ids, which some fields take in place of text. */
final class TokenArrays {
    private TokenArrays() {}

    /** Is this an array whose first element is a number? */
    static boolean isTokens(JsonNode value) {
        return value.isArray() && !value.isEmpty() && value.get(0).isNumber();
    }

    static List<Integer> read(JsonNode array, String path) {
        List<Integer> ids = new ArrayList<>(array.size());
        for (JsonNode element : array) {
            if (!element.isInt() || element.intValue() < 0) {
                throw Fault.invalid(
                        path, "'%s[%d]' must be a token id, a whole number from 0.".formatted(path, ids.size()));
            }
            ids.add(element.intValue());
        }
        return ids;
    }
}
