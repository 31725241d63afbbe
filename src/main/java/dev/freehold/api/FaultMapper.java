package dev.freehold.api;

import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.nio.channels.ClosedChannelException;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns whatever a resource throws into a fault. What is not a fault is ours, and tells nothing but the request's id. */
class FaultMapper {
    private final FaultWriter faults;

    FaultMapper(FaultWriter faults) {
        this.faults = faults;
    }

    @ServerExceptionMapper
    Uni<Response> map(Fault fault, RoutingContext context) {
        return answer(context, fault);
    }

    @ServerExceptionMapper(UnauthorizedException.class)
    Uni<Response> unauthorized(RoutingContext context) {
        return answer(
                context,
                new Fault(
                        FaultCode.UNAUTHENTICATED,
                        "No API key was given. Send it in the header 'Authorization: Bearer KEY' or 'x-api-key: KEY'."));
    }

    @ServerExceptionMapper
    Uni<Response> unauthenticated(AuthenticationFailedException failed, RoutingContext context) {
        return answer(
                context,
                failed.getCause() instanceof Fault fault
                        ? fault
                        : new Fault(FaultCode.UNAUTHENTICATED, "The API key or token is not valid."));
    }

    @ServerExceptionMapper(ForbiddenException.class)
    Uni<Response> forbidden(RoutingContext context) {
        return answer(
                context, new Fault(FaultCode.FORBIDDEN, "This key does not have the role that the endpoint asks for."));
    }

    @ServerExceptionMapper
    Uni<Response> protocol(WebApplicationException failed, RoutingContext context) {
        int status = failed.getResponse().getStatus();
        return answer(
                context,
                switch (status) {
                    case 404 -> new Fault(FaultCode.NOT_FOUND, "There is no such endpoint or object.");
                    case 405 ->
                        new Fault(
                                FaultCode.METHOD_NOT_ALLOWED,
                                "This endpoint does not take the method %s."
                                        .formatted(context.request().method()));
                    case 406 ->
                        new Fault(
                                FaultCode.NOT_ACCEPTABLE, "The answer cannot be given in a type that 'Accept' allows.");
                    case 413 -> new Fault(FaultCode.PAYLOAD_TOO_LARGE, "The request body is too large.");
                    case 415 ->
                        new Fault(
                                FaultCode.UNSUPPORTED_MEDIA_TYPE,
                                "The request body must be sent as 'Content-Type: application/json'.");
                    default ->
                        status >= 400 && status < 500
                                ? new Fault(FaultCode.INVALID_REQUEST, "The request could not be understood.")
                                        .causedBy(failed)
                                : internal(failed, context);
                });
    }

    @ServerExceptionMapper
    Uni<Response> unexpected(Throwable failed, RoutingContext context) {
        return answer(context, internal(failed, context));
    }

    private static Fault internal(Throwable failed, RoutingContext context) {
        if (isClientGone(failed, context)) {
            return new Fault(FaultCode.CANCELLED, "The client closed the connection.");
        }
        return new Fault(
                        FaultCode.INTERNAL,
                        "Something went wrong on our side. The request id is in the header 'x-request-id'.")
                .causedBy(failed);
    }

    /**
     * Whatever fails once nobody listens is of no interest; a connection or stream may end while its body is still read. Channels
     * of our own that are closed are no concern here: their rooms say what it means by a fault.
     */
    private static boolean isClientGone(Throwable failed, RoutingContext context) {
        if (context.response().closed()) {
            return true;
        }
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof HttpClosedException
                    || cause instanceof StreamResetException
                    || cause instanceof ClosedChannelException) {
                return true;
            }
        }
        return false;
    }

    /** Recording a refusal waits for the disk, and some faults are thrown on the event loop. */
    private Uni<Response> answer(RoutingContext context, Fault fault) {
        return Uni.createFrom().item(() -> response(context, fault)).runSubscriptionOn(Thread::startVirtualThread);
    }

    private Response response(RoutingContext context, Fault fault) {
        FaultWriter.Answer answer = faults.answer(context, fault);
        Response.ResponseBuilder response =
                Response.status(answer.status()).type("application/json").entity(answer.body());
        answer.headers().forEach(response::header);
        return response.build();
    }
}
