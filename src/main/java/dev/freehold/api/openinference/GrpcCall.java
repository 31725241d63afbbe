package dev.freehold.api.openinference;

import dev.freehold.core.Caller;
import io.vertx.ext.web.RoutingContext;

/** A call by gRPC of somebody who may call. */
record GrpcCall(RoutingContext context, Caller caller, GrpcExchange exchange) {}
