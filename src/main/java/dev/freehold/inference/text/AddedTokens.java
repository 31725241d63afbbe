package dev.freehold.inference.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The tokens that a tokenizer recognises as whole texts before it looks at anything else. */
public final class AddedTokens {
    private static final Comparator<AddedToken> LONGEST_FIRST =
            Comparator.comparingInt((AddedToken token) -> token.text().length()).reversed();

    private final List<AddedToken> all;
    private final Map<Character, List<AddedToken>> byFirstCharacter = new HashMap<>();

    /**
     * One of them.
     *
     * @param isControl whether it steers the model, such as {@code <|im_end|>}, and must never come from a user
     */
    record AddedToken(int id, String text, boolean isControl) {}

    AddedTokens(List<AddedToken> all) {
        this.all = List.copyOf(all);
        for (AddedToken token : all) {
            byFirstCharacter
                    .computeIfAbsent(token.text().charAt(0), first -> new ArrayList<>())
                    .add(token);
        }
        byFirstCharacter.values().forEach(tokens -> tokens.sort(LONGEST_FIRST));
    }

    static AddedTokens of(JsonNode tokenizer) {
        List<AddedToken> tokens = new ArrayList<>();
        for (JsonNode token : tokenizer.path("added_tokens")) {
            String text = token.path("content").asText();
            if (!text.isEmpty()) {
                tokens.add(new AddedToken(
                        token.path("id").asInt(), text, token.path("special").asBoolean()));
            }
        }
        return new AddedTokens(tokens);
    }

    List<AddedToken> all() {
        return all;
    }

    /** The texts of all control tokens. */
    public Set<String> controlTexts() {
        return all.stream().filter(AddedToken::isControl).map(AddedToken::text).collect(Collectors.toSet());
    }

    /** The control tokens with these texts. */
    public Map<Integer, String> controls(Set<String> texts) {
        return all.stream()
                .filter(token -> token.isControl() && texts.contains(token.text()))
                .collect(Collectors.toMap(AddedToken::id, AddedToken::text));
    }

    /** The longest one that starts here. */
    Optional<AddedToken> at(String text, int position) {
        for (AddedToken token : byFirstCharacter.getOrDefault(text.charAt(position), List.of())) {
            if (text.startsWith(token.text(), position)) {
                return Optional.of(token);
            }
        }
        return Optional.empty();
    }

    /** Whether a control token starts with this character. */
    boolean startsControl(char first) {
        return byFirstCharacter.getOrDefault(first, List.of()).stream().anyMatch(AddedToken::isControl);
    }
}
