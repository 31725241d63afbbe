package dev.freehold.inference.task;

/** How a text's vector comes from the vectors of its tokens. */
enum Pooling {
    /** The average of all tokens. */
    MEAN,
    /** The first token, which the model was trained to put the meaning into. */
    CLS,
    LAST_TOKEN;

    /**
     * Pools one text.
     *
     * @param states the vectors of many tokens one after the other
     * @param from where the text's first token begins in {@code states}
     * @param tokens how many tokens the text has
     * @param size floats in one token's vector
     */
    float[] pool(float[] states, int from, int tokens, int size) {
        return switch (this) {
            case MEAN -> mean(states, from, tokens, size);
            case CLS -> token(states, from, 0, size);
            case LAST_TOKEN -> token(states, from, tokens - 1, size);
        };
    }

    private static float[] token(float[] states, int from, int token, int size) {
        float[] vector = new float[size];
        System.arraycopy(states, from + token * size, vector, 0, size);
        return vector;
    }

    private static float[] mean(float[] states, int from, int tokens, int size) {
        float[] vector = new float[size];
        for (int token = 0; token < tokens; token++) {
            for (int i = 0; i < size; i++) {
                vector[i] += states[from + token * size + i];
            }
        }
        for (int i = 0; i < size; i++) {
            vector[i] /= tokens;
        }
        return vector;
    }
}
