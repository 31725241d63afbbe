package dev.freehold.inference;

/** A model that continues text. Safe for use by many threads. */
public non-sealed interface TextGenerator extends ServableModel {

    /** Tokens of prompt and output together that the model can attend to. */
    int contextLength();

    /** What the model's publisher recommends. */
    SamplingDefaults sampling();

    /**
     * Renders a conversation with the model's own chat template, ready for the assistant's turn. Text of the messages
     * and tools never becomes control tokens.
     *
     * @throws dev.freehold.core.Fault {@code INVALID_REQUEST} when the template refuses the conversation or the model has none,
     *     and when it knows nothing of the tools or the effort that the conversation has
     */
    Prompt prompt(Conversation conversation);

    /** Plain text to continue, after the model's beginning-of-sequence token where it wants one. */
    Prompt prompt(String text);

    /**
     * Token ids to continue, as they are.
     *
     * @throws dev.freehold.core.Fault {@code INVALID_REQUEST} when an id is not in the vocabulary
     */
    Prompt prompt(int[] tokens);

    /** The prompt as text, without its control tokens. */
    String text(Prompt prompt);

    /**
     * Starts to generate. Never blocks for a free slot.
     *
     * @throws dev.freehold.core.Fault {@code OVERLOADED} when the queue is full or too slow, {@code SHUTTING_DOWN} when the
     *     model is closing, {@code INVALID_REQUEST} when a bias is for no token of the vocabulary
     */
    TokenStream generate(Prompt prompt, GenerationSettings settings, Origin origin);
}
