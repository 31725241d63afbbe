package dev.freehold.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freehold.fuzz.FuzzedRequest.Expectation;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.Set;

/** What is wrong with an answer to a bad request. */
final class Verdict {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<Integer> REFUSALS = Set.of(400, 404, 413, 415, 422);

    private Verdict() {}

    /** Empty when nothing is. */
    static Optional<String> on(FuzzedRequest request, HttpResponse<String> answer) {
        int status = answer.statusCode();
        if (answer.headers().firstValue("x-request-id").isEmpty()) {
            return Optional.of("no request id");
        }
        if (status == 200) {
            return request.expectation() == Expectation.REFUSED || request.expectation() == Expectation.REFUSED_BY_NAME
                    ? Optional.of("accepted")
                    : whole(answer);
        }
        boolean isOverload = status == 503 && answer.body().contains("overloaded");
        if (!REFUSALS.contains(status) && !isOverload) {
            return Optional.of("status " + status + ": " + answer.body());
        }
        return isOverload ? Optional.empty() : refusal(request, answer);
    }

    private static Optional<String> whole(HttpResponse<String> answer) {
        boolean isStream =
                answer.headers().firstValue("content-type").orElse("").startsWith("text/event-stream");
        if (isStream) {
            return answer.body().endsWith("\n\n") && !answer.body().contains("\"error\":{")
                    ? Optional.empty()
                    : Optional.of("a stream that broke off: " + answer.body());
        }
        return parse(answer.body()).isPresent() ? Optional.empty() : Optional.of("no JSON: " + answer.body());
    }

    private static Optional<String> refusal(FuzzedRequest request, HttpResponse<String> answer) {
        JsonNode error = parse(answer.body()).map(body -> body.path("error")).orElse(null);
        if (error == null
                || error.path("message").asText().isBlank()
                || !error.path("type").isTextual()) {
            return Optional.of("not the protocol's error shape: " + answer.body());
        }
        if (!error.has("param")) {
            return error.has("code") ? Optional.of("no param: " + answer.body()) : Optional.empty();
        }
        return answer.statusCode() == 400 ? parameter(request, error.get("param"), answer.body()) : Optional.empty();
    }

    private static Optional<String> parameter(FuzzedRequest request, JsonNode param, String body) {
        boolean isFit = switch (request.expectation()) {
            case ANY, REFUSED -> true;
            case NAMED_IF_REFUSED -> param.isTextual();
            case REFUSED_BY_NAME -> param.isTextual() && isAbout(request, param.textValue());
        };
        return isFit ? Optional.empty() : Optional.of("the field is not named: " + body);
    }

    /** The field, what it is in, or what is in it. */
    private static boolean isAbout(FuzzedRequest request, String param) {
        String field = request.field().orElseThrow();
        return isWithin(field, param) || isWithin(param, field);
    }

    private static boolean isWithin(String inner, String outer) {
        return inner.equals(outer) || inner.startsWith(outer + ".") || inner.startsWith(outer + "[");
    }

    private static Optional<JsonNode> parse(String text) {
        try {
            return Optional.ofNullable(JSON.readTree(text)).filter(JsonNode::isObject);
        } catch (JsonProcessingException notJson) {
            return Optional.empty();
        }
    }
}
