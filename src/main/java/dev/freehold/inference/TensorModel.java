package dev.freehold.inference;

import java.util.List;

/** A graph that takes tensors and gives tensors, whatever they mean. It remembers nothing from one run to the next. */
public non-sealed interface TensorModel extends ServableModel {

    List<TensorSpec> inputs();

    List<TensorSpec> outputs();

    /**
     * Runs the graph.
     *
     * @param inputs one for each of {@link #inputs()}, that fits it
     * @param outputs names of {@link #outputs()}
     * @return these outputs, in their order
     * @throws dev.freehold.core.Fault {@code INVALID_REQUEST} when the graph cannot run on such inputs; {@code OVERLOADED} at once
     *     when too many calls wait
     */
    List<Tensor> infer(List<Tensor> inputs, List<String> outputs);
}
