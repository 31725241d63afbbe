package dev.freehold.api.admin;

import dev.freehold.api.JsonFields;
import dev.freehold.auth.Rotation;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** The body of {@code POST /admin/v1/keys/{id}/rotate}; an empty one takes what is configured. */
final class RotationRequest {
    private static final long A_WEEK = Duration.ofDays(7).toSeconds();

    private RotationRequest() {}

    static Rotation read(byte[] body) {
        if (body.length == 0) {
            return new Rotation(Optional.empty(), null);
        }
        JsonFields fields = JsonFields.parse(body).only("overlap_seconds", "expires_at");
        OptionalLong overlap = fields.wholeNumber("overlap_seconds", 0, A_WEEK);
        return new Rotation(
                overlap.isPresent() ? Optional.of(Duration.ofSeconds(overlap.getAsLong())) : Optional.empty(),
                Times.optional(fields, "expires_at"));
    }
}
