package dev.freehold.api.openinference;

import java.util.List;

/** The answer of {@code GET /v2}. */
public record ServerMetadata(String name, String version, List<String> extensions) {
    private static final List<String> EXTENSIONS = List.of("binary_tensor_data", "model_repository");

    static ServerMetadata of(String version) {
        return new ServerMetadata("freehold", version, EXTENSIONS);
    }
}
