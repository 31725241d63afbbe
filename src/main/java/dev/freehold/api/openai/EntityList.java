package dev.freehold.api.openai;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.freehold.gateway.Answered;
import dev.freehold.gateway.EntityRecognition.Aggregation;
import dev.freehold.gateway.EntityRecognition.Found;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The list that answers {@code POST /v1/token_classify}. */
record EntityList(String id, String object, long created, String model, List<Item> data, UsageObject usage) {

    record Item(int index, List<Entity> entities) {}

    /**
     * A part of a text, in the words of Hugging Face's pipelines.
     *
     * @param group the kind of several tokens that are one
     * @param label the label of a single token
     * @param start in Unicode code points
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Entity(
            @JsonProperty("entity_group") @Nullable String group,
            @JsonProperty("entity") @Nullable String label,
            double score,
            String word,
            int start,
            int end) {
        static Entity of(Found found, Aggregation aggregation) {
            boolean isGroup = aggregation == Aggregation.SIMPLE;
            return new Entity(
                    isGroup ? found.label() : null,
                    isGroup ? null : found.label(),
                    found.score(),
                    found.word(),
                    found.start(),
                    found.end());
        }
    }

    static EntityList of(String id, long created, TokenClassifyRequest request, Answered<List<List<Found>>> answered) {
        List<List<Found>> found = answered.result();
        List<Item> data = new ArrayList<>(found.size());
        for (List<Found> entities : found) {
            data.add(new Item(
                    data.size(),
                    entities.stream()
                            .map(entity -> Entity.of(entity, request.aggregation()))
                            .toList()));
        }
        return new EntityList(
                id, "list", created, answered.model().value(), data, UsageObject.ofEmbedding(answered.usage()));
    }
}
