package dev.freehold.inference.text;

import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.inference.template.Budget;
import dev.freehold.inference.template.Template;
import dev.freehold.inference.template.TemplateException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A chat template in Jinja, as models bring it. */
final class JinjaRenderer implements ChatTemplate.Renderer {
    private final Template template;

    /**
     * Parses the template.
     *
     * @throws TemplateException when the source is not a template
     */
    JinjaRenderer(String source) {
        template = Template.parse(source);
    }

    @Override
    public String render(Map<String, @Nullable Object> variables) {
        try {
            return template.render(variables, Budget.forChat());
        } catch (TemplateException refused) {
            throw fault(refused);
        }
    }

    /** What a template says may quote a message, so only its own verdict goes out, and no cause goes along. */
    private static Fault fault(TemplateException refused) {
        return switch (refused.kind()) {
            case RAISED -> Fault.invalid("messages", "The model's chat template refuses this: " + refused.reason());
            case BUDGET -> Fault.invalid("messages", "The conversation takes the model's chat template too long.");
            case SYNTAX, EVALUATION ->
                new Fault(
                        FaultCode.INTERNAL,
                        "The model's chat template failed on line " + refused.line() + " for this conversation.");
        };
    }
}
