package dev.freehold.inference.text;

import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.inference.Conversation;
import dev.freehold.inference.Prompt;
import dev.freehold.inference.Prompt.Thinking;
import dev.freehold.inference.Tool;
import dev.freehold.inference.tool.CallFormat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Renders conversations the way the model was trained on, as token ids. */
public final class ChatTemplate {
    private static final Pattern CODE = Pattern.compile("\\{[{%](.*?)[%}]\\}", Pattern.DOTALL);
    /** Mistral's templates count the characters of a call's id. */
    private static final String SHORT_IDS = "length != 9";

    /** Without a loop over single characters, which takes stack for each. */
    private static final Pattern LITERAL =
            Pattern.compile("'([^'\\\\]*+(?:\\\\.[^'\\\\]*+)*+)'|\"([^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\"");

    private final String source;
    private final Renderer renderer;
    private final Map<String, String> specialTokens;
    private final TemplateEffort effort;
    private final TemplateTools tools;

    /** Fills a template in; a template's own refusal is a {@link Fault}. */
    interface Renderer {
        String render(Map<String, @Nullable Object> variables);
    }

    public ChatTemplate(String source, Renderer renderer, Map<String, String> specialTokens) {
        this.source = source;
        this.renderer = renderer;
        this.specialTokens = specialTokens;
        this.effort = TemplateEffort.of(source);
        this.tools = source.isEmpty()
                ? TemplateTools.NONE
                : TemplateTools.of((conversation, hasArgumentText) ->
                        renderer.render(variables(conversation, hasArgumentText, UnaryOperator.identity())));
    }

    /** Stands in for a template that is missing or cannot be read, and says so. */
    public static ChatTemplate missing(String reason) {
        return new ChatTemplate(
                "",
                variables -> {
                    throw Fault.invalid("messages", reason + " Use /v1/completions with plain text instead.");
                },
                Map.of());
    }

    /** Renders the conversation up to where the assistant goes on. */
    public Prompt encode(Conversation conversation, Tokenizer tokenizer) {
        if (!source.isEmpty()) {
            tools.check(conversation);
        }
        List<String> texts = new ArrayList<>(List.of(source));
        variables(conversation, tools.hasArgumentText(), text -> {
            texts.add(text);
            return text;
        });
        char mark = UserText.unusedMark(texts);
        UserText userText = new UserText(tokenizer.added(), wordsOf(source));
        String rendered = render(
                conversation, variables(conversation, tools.hasArgumentText(), text -> userText.marked(text, mark)));
        return new Prompt(
                tokenizer.encode(rendered, mark), thinking(rendered, tokenizer), tools.callable(conversation.tools()));
    }

    /** How the model writes calls, if that is known. */
    public Optional<CallFormat> callFormat() {
        return tools.format();
    }

    /** Where a template fails without a verdict, unusual tools are the likeliest reason. */
    private String render(Conversation conversation, Map<String, @Nullable Object> variables) {
        try {
            return renderer.render(variables);
        } catch (Fault fault) {
            if (fault.code() == FaultCode.INTERNAL
                    && !conversation.tools().callable().isEmpty()) {
                throw Fault.invalid("tools", "The model's chat template cannot render these tools.");
            }
            throw fault;
        }
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

    /** What transformers gives a template when there are no documents. */
    private Map<String, @Nullable Object> variables(
            Conversation conversation, boolean hasArgumentText, UnaryOperator<String> text) {
        var values = new ConversationValues(text, hasArgumentText, source.contains(SHORT_IDS));
        List<Tool> functions = conversation.tools().callable().isEmpty()
                ? List.of()
                : conversation.tools().functions();
        Map<String, @Nullable Object> variables = new HashMap<>(specialTokens);
        variables.put("tools", functions.isEmpty() ? null : values.tools(functions));
        variables.put("documents", null);
        variables.put("messages", values.messages(conversation.messages()));
        variables.put("add_generation_prompt", true);
        conversation.effort().ifPresent(wish -> variables.putAll(effort.variables(wish)));
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
