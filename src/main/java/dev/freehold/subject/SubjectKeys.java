package dev.freehold.subject;

import java.util.Optional;

/** The keys that payloads are sealed with, one for each subject and month. Nothing is remembered, so nothing outlives an erasure. */
public interface SubjectKeys {

    /** The key of a month, made now if there is none; empty when the subject was erased. */
    Optional<DataKey> forSealing(String subject, String month);

    /** The key to read with; empty when it was destroyed. */
    Optional<DataKey> forReading(String subject, String month);
}
