package dev.freehold.api.openai;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.freehold.gateway.Answered;
import dev.freehold.gateway.TextClassification.Classified;
import java.util.ArrayList;
import java.util.List;

/** The list that answers {@code POST /v1/classify}, as vLLM has it; {@code labels} is ours: whose probabilities {@code probs} are. */
record ClassifiedList(
        String id, String object, long created, String model, List<String> labels, List<Item> data, UsageObject usage) {

    /** @param label the likeliest */
    record Item(
            int index,
            String label,
            List<Double> probs,
            @JsonProperty("num_classes") int count) {}

    static ClassifiedList of(String id, long created, Answered<Classified> answered) {
        List<String> labels = answered.result().labels();
        List<Item> data = new ArrayList<>();
        for (double[] probabilities : answered.result().probabilities()) {
            data.add(item(data.size(), labels, probabilities));
        }
        return new ClassifiedList(
                id, "list", created, answered.model().value(), labels, data, UsageObject.ofEmbedding(answered.usage()));
    }

    private static Item item(int index, List<String> labels, double[] probabilities) {
        int likeliest = 0;
        List<Double> values = new ArrayList<>(probabilities.length);
        for (int i = 0; i < probabilities.length; i++) {
            values.add(probabilities[i]);
            likeliest = probabilities[i] > probabilities[likeliest] ? i : likeliest;
        }
        return new Item(index, labels.get(likeliest), values, labels.size());
    }
}
