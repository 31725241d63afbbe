package dev.freehold.inference.tool;

import dev.freehold.inference.grammar.Grammar;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** {@code [TOOL_CALLS] [{"name": …, "arguments": {…}, "id": …}, …]}, of Mistral up to 2024. */
record MistralListCalls() implements CallFormat {
    private static final String MARK = "[TOOL_CALLS]";

    private static final Notation NOTATION = new Notation(
            List.of(MARK),
            Notation.Bare.BETWEEN,
            Notation.pattern("(?:\\[TOOL_CALLS\\]~\\[?)?~\\{~\"name\"~:~\"NAME\"~,~\"arguments\"~:~(?=\\{)"),
            Optional.of(Notation.pattern("(?:\\[TOOL_CALLS\\]~\\[?)?~(?=\\{)")),
            Notation.pattern("~(?:,~\"id\"~:~\"[^\"]{0,64}\"~)?\\}~[,\\]]?"),
            Notation.pattern("~[,\\]]?"));

    @Override
    public String label() {
        return "Mistral's list";
    }

    @Override
    public Set<String> marks() {
        return Set.of(MARK);
    }

    @Override
    public Notation notation() {
        return NOTATION;
    }

    @Override
    public Grammar call(List<FunctionForm> functions, Marks marks) {
        return Grammar.sequence(
                Grammar.literal("{\"name\": \""),
                FunctionForm.anyOf(
                        functions,
                        function -> Grammar.sequence(
                                Grammar.literal(function.name() + "\", \"arguments\": "), function.arguments())),
                Grammar.literal("}"));
    }

    @Override
    public Grammar calls(Grammar call, int most, Marks marks) {
        return Grammar.sequence(
                marks.of(MARK),
                Grammar.optional(Grammar.literal(" ")),
                Grammar.literal("["),
                CallFormat.several(call, Grammar.literal(", "), most),
                Grammar.literal("]"));
    }

    @Override
    public Grammar textAnd(Grammar calls, Marks marks) {
        return Grammar.sequence(marks.textBefore(MARK), Grammar.optional(calls));
    }

    @Override
    public boolean isIn(String rendering, String function) {
        return Pattern.compile("\\[TOOL_CALLS\\]\\s*\\[\\{\"name\": ?\"" + function + "\", ?\"arguments\": ?\\{")
                .matcher(rendering)
                .find();
    }
}
