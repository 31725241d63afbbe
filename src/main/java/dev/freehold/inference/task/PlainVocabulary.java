package dev.freehold.inference.task;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/**
 * Rewrites a {@code tokenizer.json} so that no text becomes a control token: these are neither looked for in the text
 * nor words of the vocabulary any more. What the tokenizer puts around a text by itself stays, since it goes by id. The
 * unknown token stays, too: it says nothing that strange text does not say anyway.
 */
final class PlainVocabulary {
    private final ObjectNode tokenizer;
    private final Set<String> controls = new HashSet<>();
    private final String unreachable = "\u0000" + UUID.randomUUID();

    private PlainVocabulary(ObjectNode tokenizer) {
        this.tokenizer = tokenizer;
    }

    /** Changes {@code tokenizer} in place; also drops its limits on length. */
    static void rewrite(ObjectNode tokenizer) {
        PlainVocabulary vocabulary = new PlainVocabulary(tokenizer);
        vocabulary.findControls();
        vocabulary.dropAdded();
        vocabulary.rename();
        tokenizer.putNull("truncation");
        tokenizer.putNull("padding");
    }

    private void findControls() {
        tokenizer.path("added_tokens").forEach(token -> {
            if (token.path("special").asBoolean()) {
                controls.add(token.path("content").asText());
            }
        });
        collectFrom(tokenizer.path("post_processor"));
        controls.remove(tokenizer.path("model").path("unk_token").asText());
    }

    private void collectFrom(JsonNode processor) {
        processor.path("special_tokens").fieldNames().forEachRemaining(controls::add);
        for (String end : new String[] {"cls", "sep"}) {
            if (processor.path(end).isArray()) {
                controls.add(processor.path(end).path(0).asText());
            }
        }
        processor.path("processors").forEach(this::collectFrom);
    }

    private void dropAdded() {
        if (tokenizer.path("added_tokens") instanceof ArrayNode added) {
            added.removeIf(token -> token.path("special").asBoolean());
        }
    }

    private void rename() {
        JsonNode words = tokenizer.path("model").path("vocab");
        controls.removeAll(merged());
        switch (words) {
            case ObjectNode byName -> rename(byName);
            case ArrayNode byId -> rename(byId);
            default -> {}
        }
    }

    private void rename(ObjectNode words) {
        for (String control : controls) {
            JsonNode id = words.remove(control);
            if (id != null) {
                words.set(unreachable + id, id);
            }
        }
    }

    private void rename(ArrayNode words) {
        for (int id = 0; id < words.size(); id++) {
            if (words.get(id) instanceof ArrayNode word
                    && controls.contains(word.path(0).asText())) {
                word.set(0, unreachable + id);
            }
        }
    }

    /** Words that byte pair merges make or use must keep their names; the merges themselves are the vocabulary's own. */
    private Set<String> merged() {
        Set<String> merged = new HashSet<>();
        tokenizer.path("model").path("merges").forEach(merge -> {
            String[] parts = merge.isArray()
                    ? new String[] {merge.path(0).asText(), merge.path(1).asText()}
                    : merge.asText().split(" ", 2);
            if (parts.length == 2) {
                merged.add(parts[0]);
                merged.add(parts[1]);
                merged.add(parts[0] + parts[1]);
            }
        });
        return merged;
    }
}
