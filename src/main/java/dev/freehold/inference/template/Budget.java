package dev.freehold.inference.template;

import java.time.Duration;

/**
 * What one rendering may use at most.
 *
 * @param steps expressions, statements and loop rounds; text costs one step for every eight characters built
 * @param outputCharacters length of the output, and of any text made on the way, in UTF-16 units
 * @param time wall time
 */
public record Budget(long steps, int outputCharacters, Duration time) {

    /** Room for a conversation of about a million tokens. */
    public static Budget forChat() {
        return new Budget(10_000_000, 4_000_000, Duration.ofSeconds(2));
    }
}
