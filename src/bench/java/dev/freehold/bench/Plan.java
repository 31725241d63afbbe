package dev.freehold.bench;

import dev.freehold.bench.builder.DecoderShape;
import dev.freehold.builder.Precision;
import java.nio.file.Path;
import java.util.List;

/**
 * How much is measured.
 *
 * @param rounds how often each figure is taken; its median counts
 * @param output tokens that a measured answer has
 * @param streams how many answers are written at the same time, one figure for each
 * @param contexts tokens before the first written one, one figure for each
 * @param turns turns of a chat
 */
record Plan(
        DecoderShape shape,
        Precision precision,
        int threads,
        int rounds,
        int output,
        List<Integer> streams,
        List<Integer> contexts,
        int turns,
        Path out) {

    static Plan full(DecoderShape shape, Precision precision, int threads, int rounds, Path out) {
        return new Plan(shape, precision, threads, rounds, 64, List.of(1, 4, 8, 16, 32), List.of(128, 1024), 10, out);
    }

    static Plan quick(DecoderShape shape, Precision precision, int threads, Path out) {
        return new Plan(shape, precision, threads, 1, 48, List.of(1, 8), List.of(128), 3, out);
    }

    int mostStreams() {
        return streams.stream().mapToInt(Integer::intValue).max().orElse(1);
    }

    /** Tokens that a row of the bare loop holds: the longest context and what is written after it. */
    int capacity() {
        int longest = contexts.stream().mapToInt(Integer::intValue).max().orElse(0);
        return Math.max(longest, PromptReading.LENGTH) + 2 * output;
    }
}
