package dev.freehold.inference.text;

import java.util.List;
import java.util.Set;

/**
 * Breaks up what could become a control token in text that goes through a chat template, by a mark behind the first
 * character of each. A template may cut and join its input, so every such character is marked, not only whole tokens;
 * only words that the template itself looks for are left alone, unless they could be the start of a control token.
 */
record UserText(AddedTokens added, Set<String> templateWords) {

    String marked(String text, char mark) {
        StringBuilder marked = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            marked.append(next);
            if (added.startsControl(next) && isDangerous(text, i)) {
                marked.append(mark);
            }
        }
        return marked.toString();
    }

    /** A private-use character that none of the texts holds. */
    static char unusedMark(List<String> texts) {
        for (char mark = '\uE000'; mark < '\uF8FF'; mark++) {
            char candidate = mark;
            if (texts.stream().noneMatch(text -> text.indexOf(candidate) >= 0)) {
                return candidate;
            }
        }
        throw new IllegalArgumentException("the texts hold every private-use character");
    }

    private boolean isDangerous(String text, int position) {
        if (Character.isWhitespace(text.charAt(position))) { // templates trim, and a mark would be in the way
            return added.at(text, position).isPresent();
        }
        return templateWords.stream().noneMatch(word -> text.startsWith(word, position) && isHarmless(word));
    }

    private boolean isHarmless(String word) {
        return added.all().stream()
                .filter(AddedTokens.AddedToken::isControl)
                .noneMatch(token -> token.text().startsWith(word) || word.startsWith(token.text()));
    }
}
