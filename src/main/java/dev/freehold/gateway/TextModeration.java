package dev.freehold.gateway;

import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.gateway.TextClassification.Classified;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Asks the classifier that the operator named for moderation, and tells in which category each of its labels counts. */
@ApplicationScoped
public class TextModeration {
    private final TextClassification classification;
    private final ModerationConfig config;

    TextModeration(TextClassification classification, ModerationConfig config) {
        this.classification = classification;
        this.config = config;
    }

    /**
     * What was found in one text.
     *
     * @param scores of the categories that the model knows of; the others are absent
     */
    public record Moderated(Map<ModerationCategory, Double> scores, double threshold) {
        public boolean isFlagged(ModerationCategory category) {
            return scores.getOrDefault(category, 0.0) >= threshold && scores.containsKey(category);
        }

        public boolean isFlagged() {
            return scores.keySet().stream().anyMatch(this::isFlagged);
        }
    }

    /**
     * The model that moderates.
     *
     * @param wanted the model that the caller named, if any; there is no choice
     * @throws Fault {@code MODEL_NOT_FOUND} when none is configured, or another
     */
    public String model(Optional<String> wanted) {
        String model = config.model()
                .orElseThrow(() -> new Fault(
                                FaultCode.MODEL_NOT_FOUND,
                                "No model is configured for moderation; the operator names one in freehold.moderations.model.")
                        .about("model"));
        if (!wanted.orElse(model).equals(model)) {
            throw new Fault(
                            FaultCode.MODEL_NOT_FOUND,
                            "This is not the model that moderates; leave 'model' out to have the right one.")
                    .about("model");
        }
        return model;
    }

    /**
     * Moderates every text.
     *
     * @throws Fault when the call is refused or fails; it is not charged then
     */
    public Answered<List<Moderated>> moderate(Call call, TextClassification.Wish wish) {
        Answered<Classified> answered = classification.classify(call, wish, this::checkLabels);
        List<String> labels = answered.result().labels();
        List<Moderated> moderated = answered.result().probabilities().stream()
                .map(probabilities -> new Moderated(scores(labels, probabilities), config.threshold()))
                .toList();
        return new Answered<>(
                moderated, answered.model(), answered.usage(), answered.admission(), answered.footprint());
    }

    private void checkLabels(List<String> labels) {
        Set<String> unknown = new HashSet<>(config.categories().keySet());
        labels.forEach(unknown::remove);
        if (!unknown.isEmpty() || config.categories().isEmpty()) {
            throw new Fault(
                    FaultCode.INTERNAL,
                    "The operator's freehold.moderations.categories do not fit the labels of the model that moderates.");
        }
    }

    private Map<ModerationCategory, Double> scores(List<String> labels, double[] probabilities) {
        Map<ModerationCategory, Double> scores = new EnumMap<>(ModerationCategory.class);
        for (int i = 0; i < probabilities.length; i++) {
            ModerationCategory category = config.categories().get(labels.get(i));
            if (category != null) {
                scores.merge(category, probabilities[i], Math::max);
            }
        }
        return scores;
    }
}
