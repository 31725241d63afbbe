package dev.freehold.api.openinference;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freehold.api.Dialect;
import dev.freehold.core.Fault;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;

/** Faults as this protocol has them: one sentence, which names the field. */
@ApplicationScoped
@Priority(2)
class OpenInferenceDialect implements Dialect {
    private static final String ROOT = "/v2";

    private final ObjectMapper json;

    OpenInferenceDialect(ObjectMapper json) {
        this.json = json;
    }

    record Body(String error) {}

    @Override
    public boolean speaks(String path) {
        return path.equals(ROOT) || path.startsWith(ROOT + "/");
    }

    @Override
    public String body(Fault fault) {
        try {
            return json.writeValueAsString(new Body(sentence(fault)));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("an error body could not be written", impossible);
        }
    }

    static String sentence(Fault fault) {
        return fault.parameter()
                .filter(field -> !fault.message().contains(field))
                .map(field -> field + ": " + fault.message())
                .orElseGet(fault::message);
    }
}
