package dev.freehold.gateway;

import dev.freehold.inference.EncodedText;
import dev.freehold.inference.EncodedText.Span;
import java.util.ArrayList;
import java.util.List;

/**
 * What the labels of a text's tokens say about its parts. Labels are {@code O} for what is nothing, or the name of a kind, which
 * {@code B-} (a new one begins) and {@code I-} (it goes on) may precede.
 */
final class Entities {
    private static final String NOTHING = "O";

    private final List<String> labels;
    private final EncodedText text;
    private final double[][] probabilities;

    /** @param probabilities for each token, one for each of the labels */
    Entities(List<String> labels, EncodedText text, double[][] probabilities) {
        this.labels = labels;
        this.text = text;
        this.probabilities = probabilities;
    }

    /**
     * A part of a text, in code points.
     *
     * @param label the whole label of a token, or the kind of several
     * @param score how sure the model is, from 0 to 1: the mean over the tokens
     */
    record Entity(String label, double score, int start, int end) {}

    /** Each token that is something, with its label as it is. */
    List<Entity> single() {
        List<Entity> found = new ArrayList<>();
        for (int token = 0; token < probabilities.length; token++) {
            String label = label(token);
            Span span = text.spans().get(token);
            if (!span.isEmpty() && !label.equals(NOTHING)) {
                found.add(new Entity(label, score(token), span.start(), span.end()));
            }
        }
        return found;
    }

    /** Neighbours of one kind become one, unless a label says that a new one begins. */
    List<Entity> grouped() {
        List<Entity> found = new ArrayList<>();
        int token = 0;
        while (token < probabilities.length) {
            int end = token + 1;
            String kind = kind(label(token));
            if (isSomething(token)) {
                while (end < probabilities.length && continues(end, kind)) {
                    end++;
                }
                found.add(joined(kind, token, end));
            }
            token = end;
        }
        return found;
    }

    private boolean continues(int token, String kind) {
        String label = label(token);
        return isSomething(token) && kind(label).equals(kind) && !label.startsWith("B-");
    }

    private boolean isSomething(int token) {
        return !text.spans().get(token).isEmpty() && !label(token).equals(NOTHING);
    }

    private Entity joined(String kind, int from, int to) {
        double sum = 0;
        for (int token = from; token < to; token++) {
            sum += score(token);
        }
        return new Entity(
                kind,
                sum / (to - from),
                text.spans().get(from).start(),
                text.spans().get(to - 1).end());
    }

    private static String kind(String label) {
        return label.startsWith("B-") || label.startsWith("I-") ? label.substring(2) : label;
    }

    private String label(int token) {
        return labels.get(likeliest(token));
    }

    private double score(int token) {
        return probabilities[token][likeliest(token)];
    }

    private int likeliest(int token) {
        int likeliest = 0;
        for (int label = 1; label < labels.size(); label++) {
            likeliest = probabilities[token][label] > probabilities[token][likeliest] ? label : likeliest;
        }
        return likeliest;
    }
}
