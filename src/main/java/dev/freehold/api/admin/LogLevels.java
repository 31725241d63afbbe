package dev.freehold.api.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.freehold.api.Exchange;
import dev.freehold.api.JsonFields;
import dev.freehold.audit.AuditEntry;
import dev.freehold.audit.AuditEntry.Kind;
import dev.freehold.audit.AuditLog;
import dev.freehold.auth.CurrentCaller;
import dev.freehold.core.Fault;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jspecify.annotations.Nullable;

/**
 * How much Freehold's own code writes to the log, changed while it runs and until it ends. Of Freehold's own only: other libraries, told to
 * write more, might write what callers said.
 */
@Path("/admin/v1/log-levels")
@Produces("application/json")
@RolesAllowed("operator")
@RunOnVirtualThread
class LogLevels {
    private static final String OWN = "dev.freehold";
    private static final String EXAMPLE = "{\"category\":\"dev.freehold.quota\",\"level\":\"debug\"}";
    private static final Map<String, Level> LEVELS =
            Map.of("error", Level.SEVERE, "warn", Level.WARNING, "info", Level.INFO, "debug", Level.FINE);

    private final AuditLog audit;
    private final CurrentCaller caller;
    /** Loggers that nobody holds are forgotten, their levels with them. */
    private final Map<String, Changed> changed = new ConcurrentSkipListMap<>();

    LogLevels(AuditLog audit, CurrentCaller caller) {
        this.audit = audit;
        this.caller = caller;
    }

    private record Changed(Logger logger, Optional<Level> before, String now) {}

    /** What was changed since the start. */
    record Report(List<CategoryLevel> levels) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record CategoryLevel(String category, @Nullable String level) {}

    @GET
    @Operation(summary = "Lists the log levels that were changed since the start")
    public Report list() {
        return new Report(changed.entrySet().stream()
                .map(entry -> new CategoryLevel(entry.getKey(), entry.getValue().now()))
                .toList());
    }

    @PUT
    @Consumes("application/json")
    @Operation(
            summary =
                    "Changes the log level of a part of Freehold; without a level, back to what the configuration says")
    public CategoryLevel change(
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(type = SchemaType.OBJECT),
                                            example = EXAMPLE))
                    byte[] body,
            @Context RoutingContext context) {
        JsonFields fields = JsonFields.parse(body);
        String category = category(fields);
        Optional<String> level = level(fields);
        audit.record(AuditEntry.of(Kind.ADMIN, "log.level")
                .request(Exchange.requestId(context))
                .caller(caller.require())
                .outcome("ok")
                .target(category)
                .change("level=" + level.orElse("configured"))
                .build());
        level.ifPresentOrElse(name -> set(category, name), () -> reset(category));
        return new CategoryLevel(category, level.orElse(null));
    }

    private static String category(JsonFields fields) {
        String category = fields.requiredText("category");
        if (!category.equals(OWN) && !category.matches("dev\\.freehold(\\.[A-Za-z]{1,40}){1,6}")) {
            throw Fault.invalid(
                    "category",
                    "'category' must be dev.freehold, or a package or class of it such as dev.freehold.quota.");
        }
        return category;
    }

    private static Optional<String> level(JsonFields fields) {
        Optional<String> level = fields.text("level");
        if (level.isPresent() && !LEVELS.containsKey(level.get())) {
            throw Fault.invalid("level", "'level' must be error, warn, info or debug, or be left out.");
        }
        return level;
    }

    private void set(String category, String level) {
        changed.compute(category, (name, known) -> {
            Logger logger = known == null ? Logger.getLogger(name) : known.logger();
            Optional<Level> before = known == null ? Optional.ofNullable(logger.getLevel()) : known.before();
            logger.setLevel(LEVELS.get(level));
            return new Changed(logger, before, level);
        });
    }

    private void reset(String category) {
        Changed known = changed.remove(category);
        if (known != null) {
            known.logger().setLevel(known.before().orElse(null));
        }
    }
}
