/** The messages of the protocol over gRPC, made from {@code src/main/proto}. */
package dev.freehold.api.openinference.wire;
