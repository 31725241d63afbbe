package dev.freehold.inference.graph;

import java.util.OptionalLong;
import java.util.Set;

/**
 * The end of a decoder, which makes logits of hidden states.
 *
 * @param hidden the hidden states of every position, {@code [rows, positions, width]}
 * @param input what the head reads: the same tensor, or some of its positions
 * @param readers where the nodes stand that read it
 * @param nodes where the head's nodes stand
 * @param width numbers in one hidden state, when the weights say
 * @param reshaped the tensor that a matrix product over flattened positions gives back in three dimensions; else empty
 * @param vocabulary logits of one position, when the weights say
 */
record Head(
        String hidden,
        String input,
        Set<Integer> readers,
        Set<Integer> nodes,
        OptionalLong width,
        Set<Integer> reshaped,
        OptionalLong vocabulary) {
    boolean isFlat() {
        return !reshaped.isEmpty();
    }
}
