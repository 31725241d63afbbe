package dev.freehold.api.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.freehold.subject.Subject;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A subject, without who it is.
 *
 * @param months of the payloads that were sealed
 * @param erasureCompleteAt when no backup holds its keys any more either
 */
@RegisterForReflection
record SubjectObject(
        String id,
        String tenant,
        @JsonProperty("created_at") String createdAt,
        List<String> months,
        @JsonProperty("held_since") @Nullable String heldSince,
        @JsonProperty("erased_at") @Nullable String erasedAt,
        @JsonProperty("erasure_complete_at") @Nullable String erasureCompleteAt) {

    static SubjectObject of(Subject subject, Duration backups) {
        Instant erased = subject.erasedAt();
        return new SubjectObject(
                subject.id(),
                subject.tenant(),
                subject.createdAt().toString(),
                subject.months(),
                text(subject.heldAt()),
                text(erased),
                erased == null ? null : erased.plus(backups).toString());
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
