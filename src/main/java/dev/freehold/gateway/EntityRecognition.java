package dev.freehold.gateway;

import dev.freehold.core.Fault;
import dev.freehold.gateway.Entities.Entity;
import dev.freehold.inference.EncodedText;
import dev.freehold.inference.Lease;
import dev.freehold.inference.TokenClassifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** Walks texts through the corridor in which names and the like are to be found. */
@ApplicationScoped
public class EntityRecognition {
    private final Reading reading;

    EntityRecognition(Reading reading) {
        this.reading = reading;
    }

    /** What becomes of neighbouring tokens that belong together. */
    public enum Aggregation {
        /** One entity. */
        SIMPLE,
        /** They stay as they are. */
        NONE
    }

    /**
     * A part of a text.
     *
     * @param label the kind of an entity, or the whole label of a token
     * @param score how sure the model is, from 0 to 1
     * @param start counted in Unicode code points from 0
     * @param end behind the last code point
     */
    public record Found(String label, double score, String word, int start, int end) {
        /** Says the place only: the word is private. */
        @Override
        public String toString() {
            return "Found[%d to %d]".formatted(start, end);
        }
    }

    /**
     * Finds the entities of every text.
     *
     * @return those of each input, in order
     * @throws Fault when the call is refused or fails; it is not charged then
     */
    public Answered<List<List<Found>>> find(Call call, TextClassification.Wish wish, Aggregation aggregation) {
        try (Lease<TokenClassifier> lease =
                reading.lease(call, wish.model(), TokenClassifier.class, "classify tokens")) {
            return find(call, wish, aggregation, lease.model());
        }
    }

    private Answered<List<List<Found>>> find(
            Call call, TextClassification.Wish wish, Aggregation aggregation, TokenClassifier model) {
        List<EncodedText> texts = new ArrayList<>(wish.inputs().size());
        for (String input : wish.inputs()) {
            EncodedText text = model.encode(input);
            Reading.check(model, text.length(), wish.fieldOf(texts.size()));
            texts.add(text);
        }
        long tokens = texts.stream().mapToLong(EncodedText::length).sum();
        return reading.run(call, model, tokens, wish::inputs, () -> found(model, wish, texts, aggregation));
    }

    private static List<List<Found>> found(
            TokenClassifier model, TextClassification.Wish wish, List<EncodedText> texts, Aggregation aggregation) {
        List<double[][]> probabilities = model.classify(texts);
        List<List<Found>> found = new ArrayList<>(texts.size());
        for (int i = 0; i < texts.size(); i++) {
            Entities entities = new Entities(model.labels(), texts.get(i), probabilities.get(i));
            List<Entity> of = switch (aggregation) {
                case SIMPLE -> entities.grouped();
                case NONE -> entities.single();
            };
            found.add(inWords(wish.inputs().get(i), of));
        }
        return found;
    }

    /** Walks the text once: its places are in code points, and entities come in order. */
    private static List<Found> inWords(String text, List<Entity> entities) {
        List<Found> found = new ArrayList<>(entities.size());
        int at = 0;
        int codePoints = 0;
        for (Entity entity : entities) {
            at = text.offsetByCodePoints(at, entity.start() - codePoints);
            codePoints = entity.start();
            int end = text.offsetByCodePoints(at, entity.end() - entity.start());
            found.add(new Found(entity.label(), entity.score(), text.substring(at, end), entity.start(), entity.end()));
        }
        return found;
    }
}
