package dev.freehold.inference.decoder;

/** What a graph calls its inputs and outputs; a name of one layer holds {@code %d} for the layer's number. */
record GraphNames(
        String inputIds,
        String attentionMask,
        String positionIds,
        String logits,
        String pastKey,
        String pastValue,
        String presentKey,
        String presentValue) {

    static final GraphNames OPTIMUM = new GraphNames(
            "input_ids",
            "attention_mask",
            "position_ids",
            "logits",
            "past_key_values.%d.key",
            "past_key_values.%d.value",
            "present.%d.key",
            "present.%d.value");

    static String ofLayer(String pattern, int layer) {
        return pattern.replace("%d", Integer.toString(layer));
    }
}
