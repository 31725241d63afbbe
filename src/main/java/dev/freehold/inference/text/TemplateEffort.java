package dev.freehold.inference.text;

import dev.freehold.core.Fault;
import dev.freehold.inference.Conversation.Effort;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The variables by which a chat template lets one choose how hard its model thinks. */
record TemplateEffort(boolean hasDegrees, boolean hasSwitch) {
    private static final String DEGREE = "reasoning_effort";
    private static final Pattern SWITCH = Pattern.compile("\\benable_thinking\\b|(?<!\\w)thinking is defined");

    static TemplateEffort of(String source) {
        return new TemplateEffort(
                source.contains(DEGREE), SWITCH.matcher(source).find());
    }

    /** What to set for it. */
    Map<String, Object> variables(Effort effort) {
        if (!hasDegrees && !hasSwitch) {
            throw Fault.invalid(DEGREE, "This model's chat template has no '%s'.".formatted(DEGREE));
        }
        Map<String, Object> variables = new HashMap<>();
        if (hasDegrees) {
            variables.put(DEGREE, effort.name().toLowerCase(Locale.ROOT));
        }
        if (hasSwitch) {
            variables.put("enable_thinking", effort != Effort.NONE);
            variables.put("thinking", effort != Effort.NONE);
        }
        return variables;
    }
}
