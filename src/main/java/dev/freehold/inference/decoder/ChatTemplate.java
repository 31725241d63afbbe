package dev.freehold.inference.decoder;

import dev.freehold.core.Fault;
import dev.freehold.inference.Conversation;
import dev.freehold.inference.Prompt;
import dev.freehold.inference.Prompt.Thinking;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Renders conversations the way the model was trained on, as token ids. */
final class ChatTemplate {
    private static final Pattern CODE = Pattern.compile("\\{[{%](.*?)[%}]\\}", Pattern.DOTALL);
    private static final Pattern LITERAL = Pattern.compile("'((?:[^'\\\\]|\\\\.)*)'|\"((?:[^\"\\\\]|\\\\.)*)\"");

    private final String source;
    private final Renderer renderer;
    private final Map<String, String> specialTokens;

    /** Fills a template in; a template's own refusal is a {@link Fault}. */
    interface Renderer {
        String render(Map<String, @Nullable Object> variables);
    }

    ChatTemplate(String source, Renderer renderer, Map<String, String> specialTokens) {
        this.source = source;
        this.renderer = renderer;
        this.specialTokens = specialTokens;
    }

    /** Stands in for a template that is missing or cannot be read, and says so. */
    static ChatTemplate missing(String reason) {
        return new ChatTemplate(
                "",
                variables -> {
                    throw Fault.invalid("messages", reason + " Use /v1/completions with plain text instead.");
                },
                Map.of());
    }

    /** Renders the conversation up to where the assistant goes on. */
    Prompt encode(Conversation conversation, Tokenizer tokenizer) {
        List<String> texts = new ArrayList<>(List.of(source));
        conversation.messages().forEach(message -> texts.add(message.text()));
        char mark = UserText.unusedMark(texts);
        UserText userText = new UserText(tokenizer.added(), wordsOf(source));
        List<Map<String, Object>> messages = new ArrayList<>();
        for (Conversation.Message message : conversation.messages()) {
            messages.add(Map.of("role", role(message), "content", userText.marked(message.text(), mark)));
        }
        String rendered = renderer.render(variables(messages));
        return new Prompt(tokenizer.encode(rendered, mark), thinking(rendered, tokenizer));
    }

    private static String role(Conversation.Message message) {
        return switch (message) {
            case Conversation.Message.Instructions instructions -> "system";
            case Conversation.Message.Question question -> "user";
            case Conversation.Message.Answer answer -> "assistant";
            case Conversation.Message.ToolResult result -> "tool";
        };
    }

    /** A model thinks when its template or its tokenizer knows the mark for it; to all others the mark is text. */
    private Thinking thinking(String rendered, Tokenizer tokenizer) {
        if (rendered.stripTrailing().endsWith(Thoughts.OPEN)) {
            return Thinking.BEGUN;
        }
        boolean isKnown = source.contains(Thoughts.OPEN)
                || tokenizer.added().all().stream()
                        .anyMatch(token -> token.text().equals(Thoughts.OPEN));
        return isKnown ? Thinking.POSSIBLE : Thinking.NONE;
    }

    /** What transformers gives a template when there are no tools and no documents. */
    private Map<String, @Nullable Object> variables(List<Map<String, Object>> messages) {
        Map<String, @Nullable Object> variables = new HashMap<>(specialTokens);
        variables.put("tools", null);
        variables.put("documents", null);
        variables.put("messages", messages);
        variables.put("add_generation_prompt", true);
        return variables;
    }

    /** The texts that a template's code may look for in a message. */
    static Set<String> wordsOf(String source) {
        Set<String> words = new HashSet<>();
        Matcher code = CODE.matcher(source);
        while (code.find()) {
            Matcher literal = LITERAL.matcher(code.group(1));
            while (literal.find()) {
                String text = literal.group(1) == null ? literal.group(2) : literal.group(1);
                String word = text.replace("\\n", " ").strip();
                if (word.length() > 1) {
                    words.add(word);
                }
            }
        }
        return words;
    }
}
