package dev.freehold.inference.template;

import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/** A chat template, parsed once and rendered many times; thread safe. */
public final class Template {

    private final List<Statement> statements;
    private final Clock clock;

    private Template(List<Statement> statements, Clock clock) {
        this.statements = statements;
        this.clock = clock;
    }

    /**
     * Reads a template whose {@code strftime_now} tells the machine's local time.
     *
     * @throws TemplateException with the line, if the source is not a template
     */
    public static Template parse(String source) {
        return parse(source, Clock.system(ZoneId.systemDefault()));
    }

    /** Reads a template whose {@code strftime_now} tells this clock's time. */
    public static Template parse(String source, Clock clock) {
        return new Template(StatementParser.parse(source), clock);
    }

    /**
     * Renders the template.
     *
     * @param variables maps, lists, strings, numbers, booleans and nulls; copied, so never changed
     * @throws TemplateException if the template refuses the variables, fails on them or exceeds the budget
     */
    public String render(Map<String, ?> variables, Budget budget) {
        Meter meter = new Meter(budget);
        try {
            Scope scope = Scope.of(Globals.all(clock, meter));
            Inputs.copy(variables, meter).forEach(scope::set);
            BoundedText out = meter.newText();
            new Renderer(meter).run(statements, scope.inner(), out);
            return out.toString();
        } catch (StackOverflowError e) {
            // values may nest as deep as the steps allow; printing or comparing them recurses
            throw TemplateException.budget("values or expressions nest too deeply");
        }
    }
}
