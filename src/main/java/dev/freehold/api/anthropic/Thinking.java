package dev.freehold.api.anthropic;

import dev.freehold.api.JsonFields;
import dev.freehold.core.Fault;
import java.util.OptionalInt;

/**
 * The {@code thinking} field. Whoever did not ask for thoughts gets none: clients take the first block for the answer.
 *
 * @param isShown whether thoughts are given out
 */
record Thinking(boolean isShown) {
    private static final int LEAST_BUDGET = 1024;

    static Thinking read(JsonFields fields, OptionalInt maxTokens) {
        return fields.object("thinking")
                .map(thinking -> switch (thinking.requiredText("type")) {
                    case "disabled" -> {
                        thinking.only("type");
                        yield new Thinking(false);
                    }
                    case "enabled" -> {
                        checkBudget(thinking.only("type", "budget_tokens", "display"), maxTokens);
                        yield new Thinking(isShown(thinking));
                    }
                    case "adaptive" -> new Thinking(isShown(thinking.only("type", "display")));
                    default ->
                        throw Fault.invalid(
                                "thinking.type", "'thinking.type' must be one of enabled, disabled, adaptive.");
                })
                .orElse(new Thinking(false));
    }

    /** A wish: a model thinks as long as it was trained to, within {@code max_tokens}. */
    private static void checkBudget(JsonFields thinking, OptionalInt maxTokens) {
        int budget = thinking.integer("budget_tokens", LEAST_BUDGET, Integer.MAX_VALUE)
                .orElseThrow(() -> thinking.missing("budget_tokens"));
        if (budget >= maxTokens.orElse(Integer.MAX_VALUE)) {
            throw Fault.invalid("thinking.budget_tokens", "'thinking.budget_tokens' must be less than 'max_tokens'.");
        }
    }

    private static boolean isShown(JsonFields thinking) {
        return switch (thinking.text("display").orElse("summarized")) {
            case "summarized" -> true;
            case "omitted" -> false;
            default -> throw Fault.invalid("thinking.display", "'thinking.display' must be 'summarized' or 'omitted'.");
        };
    }
}
