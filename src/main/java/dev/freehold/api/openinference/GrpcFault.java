package dev.freehold.api.openinference;

import dev.freehold.core.Fault;
import io.vertx.grpc.common.GrpcStatus;

/** A fault in gRPC's words. */
record GrpcFault(GrpcStatus status, String message) {

    static GrpcFault of(Fault fault) {
        return new GrpcFault(status(fault), OpenInferenceDialect.sentence(fault));
    }

    private static GrpcStatus status(Fault fault) {
        return switch (fault.code()) {
            case INVALID_REQUEST, CONTEXT_LENGTH_EXCEEDED, NOT_ACCEPTABLE -> GrpcStatus.INVALID_ARGUMENT;
            case UNAUTHENTICATED -> GrpcStatus.UNAUTHENTICATED;
            case FORBIDDEN -> GrpcStatus.PERMISSION_DENIED;
            case MODEL_NOT_FOUND, NOT_FOUND -> GrpcStatus.NOT_FOUND;
            case METHOD_NOT_ALLOWED, UNSUPPORTED_MEDIA_TYPE -> GrpcStatus.UNIMPLEMENTED;
            case CONFLICT -> GrpcStatus.ABORTED;
            case PAYLOAD_TOO_LARGE, RATE_LIMITED, QUOTA_EXHAUSTED -> GrpcStatus.RESOURCE_EXHAUSTED;
            case CANCELLED -> GrpcStatus.CANCELLED;
            case INTERNAL -> GrpcStatus.INTERNAL;
            case OVERLOADED, AUDIT_UNAVAILABLE, STORE_UNAVAILABLE, SHUTTING_DOWN -> GrpcStatus.UNAVAILABLE;
        };
    }
}
