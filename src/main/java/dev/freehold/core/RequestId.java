package dev.freehold.core;

import java.util.UUID;

/** Names one request in headers, logs and the audit log. */
public record RequestId(String value) {
    private static final String PREFIX = "req_";

    public static RequestId random() {
        return new RequestId(PREFIX + UUID.randomUUID().toString().replace("-", ""));
    }

    @Override
    public String toString() {
        return value;
    }
}
