package dev.freehold.inference.decoder;

import ai.onnxruntime.OrtException;

/**
 * The native side of a model: rows of tokens that grow. Everything but {@link #terminate} belongs to one thread. After a
 * failed run the contents of its rows are unspecified until they are cleared.
 */
interface Decoder extends AutoCloseable {

    /** How many rows there are. */
    int rows();

    /** The most tokens a row can hold. */
    int rowCapacity();

    /** How many logits come back for a token. */
    int vocabulary();

    /** Appends {@code tokens[from..to)} to one row and writes the logits after the last of them. */
    void append(int row, int[] tokens, int from, int to, float[] logits) throws OrtException;

    /** Appends one token to each of the first {@code count} rows and writes each row's logits. */
    void step(int[] tokens, int count, float[][] logits) throws OrtException;

    /** Moves a row over another; the first is empty afterwards. */
    void move(int from, int to);

    /** Empties a row. */
    void clear(int row);

    /** Makes the run in progress fail soon, and every later one. Callable by any thread, also after {@link #close}. */
    void terminate();

    @Override
    void close();
}
