package dev.freehold.api.openinference;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Has the bodies of calls collected before a thread is given to them: handing each piece over would cost more than the call. */
@ApplicationScoped
class TensorBodies {
    /** Behind the filters that name a request and refuse a body that is too large. */
    private static final int PRIORITY = 9_000;

    private static final Pattern INFER = Pattern.compile("/v2/models/.+/infer");

    void register(@Observes Filters filters) {
        filters.register(TensorBodies::collect, PRIORITY);
    }

    private static void collect(RoutingContext context) {
        String length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (HttpMethod.POST.equals(context.request().method())
                && length != null
                && INFER.matcher(context.request().path()).matches()) {
            TensorBody.collect(
                    context, Integer.parseInt(length), head(context.request().getHeader(InferBody.HEADER_LENGTH)));
        } else {
            context.next();
        }
    }

    /** Whether it is right is looked at when it is read. */
    private static int head(@Nullable String header) {
        try {
            return header == null ? 0 : Integer.parseInt(header);
        } catch (NumberFormatException notANumber) {
            return 0;
        }
    }
}
