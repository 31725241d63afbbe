package dev.freehold.verify;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What is to be verified, and against what.
 *
 * @param log a folder of segments, an evidence bundle, or a file of lines
 * @param checkpoints signed checkpoints that were kept outside of the reach of whoever had the log
 * @param keys of the log; when there are none, the one beside the log, which proves less
 * @param witnesses each of which must have cosigned the newest checkpoint
 * @param mostOpen how old, measured by the newest entry, a call without an end may be
 */
public record Task(
        Path log, List<Path> checkpoints, List<VerifierKey> keys, List<VerifierKey> witnesses, Duration mostOpen) {
    public Task {
        checkpoints = List.copyOf(checkpoints);
        keys = List.copyOf(keys);
        witnesses = List.copyOf(witnesses);
    }
}
