package dev.freehold.api.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freehold.api.Dialect;
import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** Faults in OpenAI's shape; every path speaks it that no other protocol claims. */
@ApplicationScoped
class OpenAiDialect implements Dialect {
    private final ObjectMapper json;

    OpenAiDialect(ObjectMapper json) {
        this.json = json;
    }

    /** The {@code error} object and its envelope. */
    record Envelope(Body error) {}

    record Body(
            String message,
            String type,
            @Nullable String param,
            @Nullable String code) {}

    @Override
    public boolean speaks(String path) {
        return true;
    }

    @Override
    public String body(Fault fault) {
        Body body =
                new Body(fault.message(), type(fault.code()), fault.parameter().orElse(null), code(fault.code()));
        try {
            return json.writeValueAsString(new Envelope(body));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("an error body could not be written", impossible);
        }
    }

    private static String type(FaultCode code) {
        return switch (code) {
            case INVALID_REQUEST,
                    CONTEXT_LENGTH_EXCEEDED,
                    MODEL_NOT_FOUND,
                    NOT_FOUND,
                    METHOD_NOT_ALLOWED,
                    NOT_ACCEPTABLE,
                    CONFLICT,
                    PAYLOAD_TOO_LARGE,
                    UNSUPPORTED_MEDIA_TYPE,
                    CANCELLED -> "invalid_request_error";
            case UNAUTHENTICATED -> "authentication_error";
            case FORBIDDEN -> "permission_error";
            case RATE_LIMITED -> "rate_limit_error";
            case QUOTA_EXHAUSTED -> "insufficient_quota";
            case INTERNAL, OVERLOADED, AUDIT_UNAVAILABLE, STORE_UNAVAILABLE, SHUTTING_DOWN -> "server_error";
        };
    }

    private static @Nullable String code(FaultCode code) {
        return switch (code) {
            case INVALID_REQUEST -> null;
            case UNAUTHENTICATED -> "invalid_api_key";
            case FORBIDDEN -> "insufficient_permissions";
            case RATE_LIMITED -> "rate_limit_exceeded";
            case QUOTA_EXHAUSTED -> "insufficient_quota";
            case INTERNAL -> "internal_error";
            case CONTEXT_LENGTH_EXCEEDED,
                    MODEL_NOT_FOUND,
                    NOT_FOUND,
                    METHOD_NOT_ALLOWED,
                    NOT_ACCEPTABLE,
                    CONFLICT,
                    PAYLOAD_TOO_LARGE,
                    UNSUPPORTED_MEDIA_TYPE,
                    CANCELLED,
                    OVERLOADED,
                    AUDIT_UNAVAILABLE,
                    STORE_UNAVAILABLE,
                    SHUTTING_DOWN -> code.wireName();
        };
    }
}
