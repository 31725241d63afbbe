package dev.freehold.audit.checkpoint;

import dev.freehold.tlog.Checkpoint;

/**
 * A checkpoint that somebody kept.
 *
 * @param witness who, for the message when the log does not fit
 */
public record RememberedHead(String witness, Checkpoint head) {}
