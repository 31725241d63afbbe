package dev.freehold.inference.decoder;

import ai.onnxruntime.OrtException;
import java.util.List;
import java.util.Optional;

/**
 * The native side of a model: rows of tokens that grow. Everything but {@link #terminate} and {@link #runNanos} belongs to one
 * thread. After a failed run the contents of its rows are unspecified until they are cleared.
 */
interface Decoder extends AutoCloseable {

    /** How many rows there are. */
    int rows();

    /** The most tokens a row can hold. */
    int rowCapacity();

    /** How many logits come back for a token. */
    int vocabulary();

    /** Bytes of keys and values that this many tokens of one row take. */
    long bytes(int tokens);

    /** Whether one run can give the logits after several tokens of a row: {@link #verify} and {@link #begin} work. */
    boolean givesManyLogits();

    /** The memory of the rows, where tokens can be taken over from elsewhere and taken back. */
    Optional<KeyValueCache> memory();

    /** Tokens that a row holds. */
    int length(int row);

    /** Lets the first {@code tokens} of a row count and no others; their keys and values must be in {@link #memory}. */
    void setLength(int row, int tokens);

    /** Appends {@code tokens[from..to)} to one row and writes the logits after the last of them. */
    void append(int row, int[] tokens, int from, int to, float[] logits) throws OrtException;

    /** Reads whole prompts into neighbouring empty rows, in one run, and writes the logits after each. */
    void begin(int firstRow, List<int[]> prompts, float[][] logits) throws OrtException;

    /** Appends the first {@code count} tokens to one row and writes the logits after each of them. */
    void verify(int row, int[] tokens, int count, float[][] logits) throws OrtException;

    /** Appends one token to each of the first {@code count} rows and writes each row's logits. */
    void step(int[] tokens, int count, float[][] logits) throws OrtException;

    /** Moves a row over another; the first is empty afterwards. */
    void move(int from, int to);

    /** Exchanges the contents of two rows. */
    void swap(int one, int other);

    /** Empties a row and returns its memory. */
    void clear(int row);

    /** Time spent inside the model's runs so far. */
    long runNanos();

    /** Makes the run in progress fail soon, and every later one. Callable by any thread, also after {@link #close}. */
    void terminate();

    @Override
    void close();
}
