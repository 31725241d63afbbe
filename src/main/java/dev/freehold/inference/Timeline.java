package dev.freehold.inference;

/**
 * When a generation came where, by {@link System#nanoTime}; 0 where it has not come yet.
 *
 * @param started it has a slot
 * @param firstToken its prompt is read and the first token written
 */
public record Timeline(long submitted, long started, long firstToken) {
    public static final Timeline UNKNOWN = new Timeline(0, 0, 0);
}
