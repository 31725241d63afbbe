package dev.freehold.api.openai;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.freehold.gateway.ModerationCategory;
import dev.freehold.gateway.TextModeration.Moderated;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What answers {@code POST /v1/moderations}: every category, whether the model knows of it or not. */
record ModerationList(String id, String model, List<Result> results) {

    /** @param types what each category was looked for in: nothing, where the model does not know of it */
    record Result(
            boolean flagged,
            Map<String, Boolean> categories,
            @JsonProperty("category_scores") Map<String, Double> scores,
            @JsonProperty("category_applied_input_types") Map<String, List<String>> types) {
        static Result of(Moderated moderated) {
            return new Result(
                    moderated.isFlagged(),
                    each(moderated::isFlagged),
                    each(category -> moderated.scores().getOrDefault(category, 0.0)),
                    each(category -> moderated.scores().containsKey(category) ? List.of("text") : List.of()));
        }
    }

    static ModerationList of(String id, String model, List<Moderated> moderated) {
        return new ModerationList(id, model, moderated.stream().map(Result::of).toList());
    }

    private static <T> Map<String, T> each(Function<ModerationCategory, T> value) {
        Map<String, T> values = new LinkedHashMap<>();
        for (ModerationCategory category : ModerationCategory.values()) {
            values.put(category.wireName(), value.apply(category));
        }
        return values;
    }
}
