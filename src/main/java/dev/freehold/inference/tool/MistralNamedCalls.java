package dev.freehold.inference.tool;

import dev.freehold.inference.grammar.Grammar;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** {@code [TOOL_CALLS]name[ARGS]{…}}, of Mistral from 2025. */
record MistralNamedCalls() implements CallFormat {
    private static final String OPEN = "[TOOL_CALLS]";
    private static final String ARGUMENTS = "[ARGS]";

    private static final Notation NOTATION = new Notation(
            List.of(OPEN),
            Notation.Bare.NEVER,
            Notation.pattern("\\[TOOL_CALLS\\]~NAME~(?:\\[CALL_ID\\][^\\[]{1,64})?\\[ARGS\\]~(?=\\{)"),
            Optional.empty(),
            Notation.pattern(""),
            Notation.pattern(""));

    @Override
    public String label() {
        return "Mistral";
    }

    @Override
    public Set<String> marks() {
        return Set.of(OPEN, "[CALL_ID]", ARGUMENTS);
    }

    @Override
    public Notation notation() {
        return NOTATION;
    }

    @Override
    public Grammar call(List<FunctionForm> functions, Marks marks) {
        return Grammar.sequence(
                marks.of(OPEN),
                FunctionForm.anyOf(
                        functions,
                        function -> Grammar.sequence(
                                Grammar.literal(function.name()), marks.of(ARGUMENTS), function.arguments())));
    }

    @Override
    public Grammar calls(Grammar call, int most, Marks marks) {
        return Grammar.repeat(call, 1, most);
    }

    @Override
    public Grammar textAnd(Grammar calls, Marks marks) {
        return Grammar.sequence(marks.textBefore(OPEN), Grammar.optional(calls));
    }

    @Override
    public boolean isIn(String rendering, String function) {
        return Pattern.compile("\\[TOOL_CALLS\\]" + function + "(\\[CALL_ID\\]\\w+)?\\[ARGS\\]\\{")
                .matcher(rendering)
                .find();
    }
}
