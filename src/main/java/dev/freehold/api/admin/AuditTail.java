package dev.freehold.api.admin;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freehold.api.Answers;
import dev.freehold.api.EventStream;
import dev.freehold.api.Exchange;
import dev.freehold.audit.AuditCriteria;
import dev.freehold.audit.AuditEntry;
import dev.freehold.audit.AuditEntry.Kind;
import dev.freehold.audit.AuditLog;
import dev.freehold.audit.AuditReader;
import dev.freehold.audit.RecordedEntry;
import dev.freehold.auth.CurrentCaller;
import dev.freehold.auth.RootTenant;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestMulti;
import org.jspecify.annotations.Nullable;

/** The audit log as it is written. */
@Path("/admin/v1/audit/tail")
@RolesAllowed("auditor")
class AuditTail {
    /** A stream ends soon, so that nobody reads on for long whose key was revoked; who comes back says where they were. */
    private static final Duration LIFE = Duration.ofSeconds(15);

    /** Who is further behind reads the list. */
    private static final long BACKLOG = 10_000;

    private static final Duration STEP = Duration.ofMillis(250);

    private final AuditReader reader;
    private final AuditLog log;
    private final RootTenant root;
    private final CurrentCaller caller;
    private final ObjectMapper json;

    AuditTail(AuditReader reader, AuditLog log, RootTenant root, CurrentCaller caller, ObjectMapper json) {
        this.reader = reader;
        this.log = log;
        this.root = root;
        this.caller = caller;
        this.json = json;
    }

    @GET
    @Blocking
    @RunOnVirtualThread
    @Operation(
            summary = "New entries as server-sent events, for fifteen seconds",
            description = "Takes the filters of the list. The first event says after which index they begin, the last"
                    + " one after which they go on.")
    @Parameter(name = "after", in = ParameterIn.QUERY, description = "an index; without it, that of the newest entry")
    public RestMulti<byte[]> tail(@Context RoutingContext context) {
        MultiMap parameters = context.queryParams();
        AuditCriteria criteria = AuditFilter.criteria(parameters, root.reach(caller.require()), "after");
        long end = reader.end();
        long after = AuditFilter.number(parameters, "after", 0, end - 1).orElse(end - 1);
        long next = Math.max(after + 1, end - BACKLOG);
        log.record(AuditEntry.of(Kind.ADMIN, "audit.tail")
                .request(Exchange.requestId(context))
                .caller(caller.require())
                .outcome("ok")
                .build());
        return Answers.events(new NewEntries(criteria, next));
    }

    /** Waits for entries that match, one after the other. */
    private final class NewEntries implements EventStream.Source {
        private final AuditCriteria criteria;
        private final Queue<RecordedEntry> found = new ArrayDeque<>();
        private final long until = System.nanoTime() + LIFE.toNanos();
        private long next;
        private boolean isBegun;
        private boolean isOver;
        private volatile boolean isClosed;

        NewEntries(AuditCriteria criteria, long next) {
            this.criteria = criteria;
            this.next = next;
        }

        @Override
        public EventStream.@Nullable Event next() {
            if (!isBegun) {
                isBegun = true;
                return place();
            }
            look();
            while (found.isEmpty() && !isClosed && System.nanoTime() < until) {
                pause();
                look();
            }
            RecordedEntry entry = found.poll();
            if (entry != null) {
                return EventStream.Event.unnamed(EntryObject.of(json, entry).toString());
            }
            boolean isLast = !isOver;
            isOver = true;
            return isLast ? place() : null;
        }

        /** After which index it goes on. */
        private EventStream.Event place() {
            return EventStream.Event.unnamed("{\"after\":" + (next - 1) + "}");
        }

        private void look() {
            long end = reader.end();
            if (found.isEmpty() && next < end) {
                reader.since(next, recorded -> {
                    if (criteria.matches(recorded.entry())) {
                        found.add(recorded);
                    }
                    next = recorded.index() + 1;
                });
            }
        }

        private void pause() {
            try {
                Thread.sleep(STEP);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                close();
            }
        }

        @Override
        public void close() {
            isClosed = true;
        }
    }
}
