package dev.freehold.api.anthropic;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freehold.api.Dialect;
import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** Faults in Anthropic's shape, which has no place for the field: the message names it. */
@ApplicationScoped
@Priority(1)
class AnthropicDialect implements Dialect {
    private static final String ROOT = "/v1/messages";
    private static final int OVERLOADED = 529;

    private final ObjectMapper json;

    AnthropicDialect(ObjectMapper json) {
        this.json = json;
    }

    /** The {@code error} event and body. */
    record Envelope(String type, Body error) {}

    record Body(
            String type,
            String message,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Details details) {}

    /** What clients decide by. */
    record Details(@JsonProperty("error_code") String errorCode) {
        private static final Details NO_THREAD = new Details("thread_not_found");
    }

    @Override
    public boolean speaks(String path) {
        return path.equals(ROOT) || path.startsWith(ROOT + "/");
    }

    @Override
    public String body(Fault fault) {
        try {
            return json.writeValueAsString(
                    new Envelope("error", new Body(type(fault.code()), message(fault), details(fault))));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("an error body could not be written", impossible);
        }
    }

    private static @Nullable Details details(Fault fault) {
        boolean isThread = fault.code() == FaultCode.NOT_FOUND
                && fault.parameter().orElse("").equals(ThreadField.NAME);
        return isThread ? Details.NO_THREAD : null;
    }

    @Override
    public int status(Fault fault) {
        return fault.code() == FaultCode.OVERLOADED ? OVERLOADED : fault.code().status();
    }

    private static String message(Fault fault) {
        return fault.parameter()
                .filter(field -> !fault.message().contains(field))
                .map(field -> field + ": " + fault.message())
                .orElseGet(fault::message);
    }

    private static String type(FaultCode code) {
        return switch (code) {
            case INVALID_REQUEST,
                    CONTEXT_LENGTH_EXCEEDED,
                    METHOD_NOT_ALLOWED,
                    NOT_ACCEPTABLE,
                    CONFLICT,
                    UNSUPPORTED_MEDIA_TYPE,
                    CANCELLED -> "invalid_request_error";
            case UNAUTHENTICATED -> "authentication_error";
            case FORBIDDEN -> "permission_error";
            case MODEL_NOT_FOUND, NOT_FOUND -> "not_found_error";
            case PAYLOAD_TOO_LARGE -> "request_too_large";
            case RATE_LIMITED, QUOTA_EXHAUSTED -> "rate_limit_error";
            case OVERLOADED -> "overloaded_error";
            case INTERNAL, AUDIT_UNAVAILABLE, STORE_UNAVAILABLE, SHUTTING_DOWN -> "api_error";
        };
    }
}
