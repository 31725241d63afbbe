package dev.freehold.gateway;

import dev.freehold.core.Fault;
import dev.freehold.inference.EncodedText;
import dev.freehold.inference.Lease;
import dev.freehold.inference.TextRanker;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Walks a query and its documents through the corridor, and puts the documents in order. */
@ApplicationScoped
public class TextRanking {
    private final Reading reading;

    TextRanking(Reading reading) {
        this.reading = reading;
    }

    /** What a caller asks a ranker for, in no protocol's words. */
    public record Wish(String model, String query, List<String> documents) {
        public Wish {
            documents = List.copyOf(documents);
        }

        /** Says how many only: the texts are private. */
        @Override
        public String toString() {
            return "Wish[" + documents.size() + " documents]";
        }
    }

    /**
     * One document.
     *
     * @param index its place in the request
     * @param relevance from 0 to 1
     */
    public record Ranked(int index, double relevance) {}

    /**
     * Ranks every document.
     *
     * @return the most relevant first; those that are equally relevant in the order of the request
     * @throws Fault when the call is refused or fails; it is not charged then
     */
    public Answered<List<Ranked>> rank(Call call, Wish wish) {
        try (Lease<TextRanker> lease = reading.lease(call, wish.model(), TextRanker.class, "rank documents")) {
            return rank(call, wish, lease.model());
        }
    }

    private Answered<List<Ranked>> rank(Call call, Wish wish, TextRanker model) {
        List<EncodedText> pairs = pairs(model, wish);
        long tokens = pairs.stream().mapToLong(EncodedText::length).sum();
        return reading.run(call, model, tokens, () -> inWords(wish), () -> sorted(model.rank(pairs)));
    }

    private static List<EncodedText> pairs(TextRanker model, Wish wish) {
        List<EncodedText> pairs = new ArrayList<>(wish.documents().size());
        for (String document : wish.documents()) {
            EncodedText pair = model.pair(wish.query(), document);
            Reading.check(model, pair.length(), "documents[%d]".formatted(pairs.size()));
            pairs.add(pair);
        }
        return pairs;
    }

    private static List<String> inWords(Wish wish) {
        List<String> words = new ArrayList<>(wish.documents());
        words.addFirst(wish.query());
        return words;
    }

    private static List<Ranked> sorted(List<Double> relevances) {
        return IntStream.range(0, relevances.size())
                .mapToObj(index -> new Ranked(index, relevances.get(index)))
                .sorted(Comparator.comparingDouble(Ranked::relevance).reversed())
                .toList();
    }
}
