package dev.freehold.auth;

import java.time.Instant;

/** A session that is not over: whose key it stands for, and until when. */
record KeySession(KeyProof key, Instant expiresAt) {}
