package dev.freehold.api;

import io.vertx.ext.web.RoutingContext;
import java.util.regex.Pattern;

/** Names the door a request came through, without what the caller wrote into the path. */
final class Routes {
    private static final Pattern KNOWN = Pattern.compile(
            "((?:/v1)?/(?:(?:de)?tokenize|rerank|classify)|/v1/(?:chat/completions|completions|embeddings|moderations|token_classify|messages/count_tokens|messages|models|responses|usage)|/v2(?:/health/(?:live|ready)|/models)?|/inference\\.GRPCInferenceService/(?:Server(?:Live|Ready|Metadata)|Model(?:Ready|Metadata|Infer|StreamInfer)|Repository(?:Index|ModelLoad|ModelUnload))|/console/session|/admin/v1/(?:keys|audit|limits|log-levels|models|subjects|tenants|usage))(/.+)?");

    private Routes() {}

    static String template(RoutingContext context) {
        var match = KNOWN.matcher(context.request().path());
        if (!match.matches()) {
            return "unknown";
        }
        return match.group(2) == null ? match.group(1) : match.group(1) + "/{id}";
    }
}
