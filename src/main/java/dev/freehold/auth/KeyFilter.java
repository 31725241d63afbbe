package dev.freehold.auth;

import java.util.Optional;

/** Which keys are looked for. */
public record KeyFilter(Reach reach, Optional<String> createdBy) {}
