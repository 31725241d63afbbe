package dev.freehold.api.openinference;

import dev.freehold.api.Exchange;
import dev.freehold.api.FaultWriter;
import dev.freehold.api.HttpLimits;
import dev.freehold.core.Caller;
import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.core.Role;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.vertx.http.runtime.RouteConstants;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticator;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.grpc.server.GrpcServer;
import io.vertx.grpc.server.GrpcServerOptions;
import io.vertx.grpc.server.GrpcServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;

/** Lets calls by gRPC in, on the port of all others. They pass by the resources, so who they are is asked here. */
@ApplicationScoped
class GrpcDoor {
    private static final String SERVICE = "/inference.GRPCInferenceService/";

    private final GrpcMethods methods;
    private final HttpAuthenticator authenticator;
    private final FaultWriter faults;
    private final GrpcServerOptions options;

    GrpcDoor(GrpcMethods methods, HttpAuthenticator authenticator, FaultWriter faults, HttpLimits limits) {
        this.methods = methods;
        this.authenticator = authenticator;
        this.faults = faults;
        this.options =
                new GrpcServerOptions().setMaxMessageSize(limits.maxBodySize().asLongValue());
    }

    /** Behind the filters that name a request and find its credential, before the resources. */
    void open(@Observes Router router, Vertx vertx) {
        router.route().order(RouteConstants.ROUTE_ORDER_BEFORE_DEFAULT).handler(context -> {
            if (isOurs(context)) {
                GrpcServer.server(vertx, options)
                        .callHandler(request -> answer(context, vertx, request))
                        .handle(context.request());
            } else {
                context.next();
            }
        });
    }

    private static boolean isOurs(RoutingContext context) {
        String type = context.request().getHeader(HttpHeaders.CONTENT_TYPE);
        return context.request().version() == HttpVersion.HTTP_2
                && ("application/grpc".equals(type) || "application/grpc+proto".equals(type))
                && context.request().path().startsWith(SERVICE);
    }

    private void answer(RoutingContext context, Vertx vertx, GrpcServerRequest<Buffer, Buffer> request) {
        GrpcExchange exchange = new GrpcExchange(request, vertx.getOrCreateContext());
        Thread.ofVirtual().name("grpc").start(() -> {
            try {
                methods.answer(request.methodName(), new GrpcCall(context, caller(context), exchange));
            } catch (Fault fault) {
                if (fault.code() != FaultCode.CANCELLED) { // else nobody is there to be told
                    refuse(context, exchange, fault);
                }
            } catch (RuntimeException failed) {
                refuse(
                        context,
                        exchange,
                        new Fault(
                                        FaultCode.INTERNAL,
                                        "Something went wrong on our side. The request id is in the metadata 'x-request-id'.")
                                .causedBy(failed));
            }
        });
    }

    private void refuse(RoutingContext context, GrpcExchange exchange, Fault fault) {
        exchange.fail(GrpcFault.of(fault), faults.answer(context, fault).headers());
    }

    /** As for every other route: the credential of the headers, and the role that the endpoint asks for. */
    private Caller caller(RoutingContext context) {
        try {
            Optional.ofNullable(
                            authenticator.attemptAuthentication(context).await().indefinitely())
                    .ifPresent(identity -> QuarkusHttpUser.setIdentity(identity, context));
        } catch (AuthenticationFailedException failed) {
            throw failed.getCause() instanceof Fault fault
                    ? fault
                    : new Fault(FaultCode.UNAUTHENTICATED, "The API key or token is not valid.");
        }
        Caller caller = Exchange.caller(context)
                .orElseThrow(
                        () -> new Fault(
                                FaultCode.UNAUTHENTICATED,
                                "No API key was given. Send it in the metadata 'authorization: Bearer KEY' or 'x-api-key: KEY'."));
        if (!caller.roles().contains(Role.INFERENCE)) {
            throw new Fault(FaultCode.FORBIDDEN, "This key does not have the role that the endpoint asks for.");
        }
        return caller;
    }
}
