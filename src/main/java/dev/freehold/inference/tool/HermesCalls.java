package dev.freehold.inference.tool;

import dev.freehold.inference.grammar.Grammar;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** {@code <tool_call>{"name": …, "arguments": {…}}</tool_call>}, of Hermes, Qwen, Granite and others. */
record HermesCalls() implements CallFormat {
    private static final String OPEN = "<tool_call>";
    private static final String CLOSE = "</tool_call>";

    private static final Notation NOTATION = new Notation(
            List.of(OPEN),
            Notation.Bare.NEVER,
            Notation.pattern("<tool_call>~\\{~\"name\"~:~\"NAME\"~,~\"arguments\"~:~(?=\\{)"),
            Optional.of(Notation.pattern("<tool_call>~(?=\\{)")),
            Notation.pattern("~\\}~</tool_call>"),
            Notation.pattern("~</tool_call>"));

    @Override
    public String label() {
        return "Hermes";
    }

    @Override
    public Set<String> marks() {
        return Set.of(OPEN, CLOSE);
    }

    @Override
    public Notation notation() {
        return NOTATION;
    }

    @Override
    public Grammar call(List<FunctionForm> functions, Marks marks) {
        return Grammar.sequence(
                marks.of(OPEN),
                Grammar.literal("\n{\"name\": \""),
                FunctionForm.anyOf(
                        functions,
                        function -> Grammar.sequence(
                                Grammar.literal(function.name() + "\", \"arguments\": "), function.arguments())),
                Grammar.literal("}\n"),
                marks.of(CLOSE));
    }

    @Override
    public Grammar calls(Grammar call, int most, Marks marks) {
        return CallFormat.several(call, Grammar.literal("\n"), most);
    }

    @Override
    public Grammar textAnd(Grammar calls, Marks marks) {
        return Grammar.sequence(marks.textBefore(OPEN), Grammar.optional(calls));
    }

    @Override
    public boolean isIn(String rendering, String function) {
        return Pattern.compile("<tool_call>\\s*\\{\"name\": ?\"" + function + "\", ?\"arguments\": ?\\{")
                .matcher(rendering)
                .find();
    }
}
