package dev.freehold.api.openai;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.freehold.api.Exchange;
import dev.freehold.core.Caller;
import dev.freehold.core.Fault;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** The responses that are kept for this caller's project. */
@Path("/v1/responses/{response_id}")
@Produces("application/json")
@RolesAllowed("inference")
@RunOnVirtualThread
class StoredResponses {
    private static final int DEFAULT_PAGE = 20;
    private static final int MAX_PAGE = 100;

    private final ResponseKeeping keeping;
    private final Answering answering;

    StoredResponses(ResponseKeeping keeping, Answering answering) {
        this.keeping = keeping;
        this.answering = answering;
    }

    /** The answer to a deletion. */
    record Deleted(String id, String object, boolean deleted) {}

    /** A page of items. */
    record ItemList(
            String object,
            List<ResponseItem> data,
            @JsonProperty("first_id") @Nullable String firstId,
            @JsonProperty("last_id") @Nullable String lastId,
            @JsonProperty("has_more") boolean hasMore) {}

    @GET
    @Operation(summary = "Gives a kept response again")
    public String find(
            @PathParam("response_id") String id,
            @QueryParam("stream") @Nullable String stream,
            @Context RoutingContext context) {
        Caller caller = caller(context, "responses.get", "/v1/responses/{id}");
        if ("true".equals(stream)) {
            throw Fault.invalid("stream", "'stream' is not supported here: a kept response is whole.");
        }
        String answer = keeping.answer(caller, id);
        Exchange.prepareAnswer(context);
        return answer;
    }

    @DELETE
    @Operation(summary = "Forgets a kept response")
    public Deleted delete(@PathParam("response_id") String id, @Context RoutingContext context) {
        Caller caller = caller(context, "responses.delete", "/v1/responses/{id}");
        keeping.delete(caller, id);
        Exchange.prepareAnswer(context);
        return new Deleted(id, "response", true);
    }

    @GET
    @Path("/input_items")
    @Operation(summary = "Lists what a kept response was made from, the conversation before it included")
    public ItemList input(
            @PathParam("response_id") String id,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("order") @Nullable String order,
            @QueryParam("after") @Nullable String after,
            @Context RoutingContext context) {
        Caller caller = caller(context, "responses.input_items", "/v1/responses/{id}/input_items");
        int size = pageSize(limit);
        List<ResponseItem> items = keeping.input(caller, id);
        List<ResponseItem> ordered = isAscending(order) ? items : items.reversed();
        List<ResponseItem> rest = ordered.subList(after == null ? 0 : placeAfter(ordered, after), ordered.size());
        List<ResponseItem> page = rest.subList(0, Math.min(size, rest.size()));
        Exchange.prepareAnswer(context);
        return new ItemList(
                "list",
                page,
                page.isEmpty() ? null : page.getFirst().id(),
                page.isEmpty() ? null : page.getLast().id(),
                page.size() < rest.size());
    }

    private Caller caller(RoutingContext context, String action, String route) {
        return answering.call(context, action, route).caller();
    }

    private static int pageSize(@Nullable String limit) {
        if (limit == null) {
            return DEFAULT_PAGE;
        }
        if (!limit.matches("\\d{1,3}") || Integer.parseInt(limit) < 1 || Integer.parseInt(limit) > MAX_PAGE) {
            throw Fault.invalid("limit", "'limit' must be a whole number from 1 to %d.".formatted(MAX_PAGE));
        }
        return Integer.parseInt(limit);
    }

    private static boolean isAscending(@Nullable String order) {
        if (order == null || order.equals("desc")) {
            return false;
        }
        if (order.equals("asc")) {
            return true;
        }
        throw Fault.invalid("order", "'order' must be asc or desc.");
    }

    private static int placeAfter(List<ResponseItem> items, String id) {
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i).id().equals(id)) {
                return i + 1;
            }
        }
        throw Fault.invalid("after", "'after' must be the id of an item of this response.");
    }
}
