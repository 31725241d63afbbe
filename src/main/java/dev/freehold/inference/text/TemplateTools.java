package dev.freehold.inference.text;

import dev.freehold.core.Fault;
import dev.freehold.inference.Conversation;
import dev.freehold.inference.Conversation.Message;
import dev.freehold.inference.Tool;
import dev.freehold.inference.ToolCall;
import dev.freehold.inference.ToolChoice;
import dev.freehold.inference.Tools;
import dev.freehold.inference.tool.CallFormat;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What a chat template does with tools, found out by rendering some.
 *
 * @param areShown whether it tells the model of them
 * @param areCallsShown whether it tells of earlier calls and their results
 * @param areSeveralShown whether an earlier turn may have had more than one call
 * @param hasArgumentText whether it wants the arguments of calls as JSON text
 * @param format how the model writes calls, by the way in which the template writes earlier ones
 */
record TemplateTools(
        boolean areShown,
        boolean areCallsShown,
        boolean areSeveralShown,
        boolean hasArgumentText,
        Optional<CallFormat> format) {
    /** Of a template that knows nothing of them. */
    static final TemplateTools NONE = new TemplateTools(false, false, false, false, Optional.empty());

    private static final String NAME = "freehold_trial";
    private static final String ARGUMENTS = "{\"trial_argument\": \"trial_value\"}";
    private static final Message QUESTION = new Message.Question("trial");

    /** Renders a conversation, or refuses it with a {@link Fault}. */
    interface Rendering {
        String of(Conversation conversation, boolean hasArgumentText);
    }

    static TemplateTools of(Rendering rendering) {
        String shown = tried(rendering, List.of(QUESTION), false);
        String objects = tried(rendering, callsOf(1), false);
        String texts = tried(rendering, callsOf(1), true);
        boolean hasText = !isCallIn(objects) && isCallIn(texts);
        String calls = hasText ? texts : objects;
        return new TemplateTools(
                shown.contains(NAME),
                isCallIn(calls),
                isCallIn(tried(rendering, callsOf(2), hasText)),
                hasText,
                CallFormat.of(calls, NAME));
    }

    private static String tried(Rendering rendering, List<Message> messages, boolean hasArgumentText) {
        Tool tool = new Tool(
                NAME,
                "Tries.",
                "{\"type\": \"object\", \"properties\": {\"trial_argument\": {\"type\": \"string\"}}}",
                false);
        Tools tools = new Tools(List.of(tool), new ToolChoice.Auto(), true);
        try {
            return rendering.of(new Conversation(messages, tools, Optional.empty()), hasArgumentText);
        } catch (Fault refused) {
            return "";
        }
    }

    private static List<Message> callsOf(int count) {
        ToolCall call = new ToolCall("call00001", NAME, ARGUMENTS);
        return List.of(
                QUESTION,
                new Message.Answer("", "", Collections.nCopies(count, call)),
                new Message.ToolResult(call.id(), NAME, "trial_result"));
    }

    /** Python's way to print a map is no way to write a call. */
    private static boolean isCallIn(String rendering) {
        return rendering.contains("trial_value")
                && rendering.contains("trial_result")
                && !rendering.contains("'trial_value'");
    }

    /** Refuses what the template would leave out. */
    void check(Conversation conversation) {
        if (!conversation.tools().callable().isEmpty()) {
            if (!areShown) {
                throw Fault.invalid("tools", "This model's chat template knows no tools.");
            }
            if (format.isEmpty()) {
                throw Fault.invalid(
                        "tools",
                        "This model writes calls in a way that this server does not know, so it takes no tools.");
            }
        }
        if (!areCallsShown && conversation.messages().stream().anyMatch(TemplateTools::isAboutCalls)) {
            throw Fault.invalid("messages", "This model's chat template knows no calls and no results of tools.");
        }
    }

    private static boolean isAboutCalls(Message message) {
        return switch (message) {
            case Message.Answer answer -> !answer.calls().isEmpty();
            case Message.ToolResult result -> true;
            case Message.Instructions instructions -> false;
            case Message.Question question -> false;
        };
    }

    /** What the model may call; one call at a time where the template could not show more later. */
    Tools callable(Tools tools) {
        return tools.callable().isEmpty()
                ? Tools.NONE
                : new Tools(tools.functions(), tools.choice(), tools.isParallel() && areSeveralShown);
    }
}
