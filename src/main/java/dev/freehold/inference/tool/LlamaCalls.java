package dev.freehold.inference.tool;

import dev.freehold.inference.grammar.Grammar;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code {"name": …, "parameters": {…}}} as all of an answer, or behind {@code <|python_tag|>}, of Llama 3. */
record LlamaCalls() implements CallFormat {
    private static final String MARK = "<|python_tag|>";
    private static final String HEAD = "{\"name\": \"";

    private static final Notation NOTATION = new Notation(
            List.of(MARK),
            Notation.Bare.FIRST,
            Notation.pattern("(?:<\\|python_tag\\|>)?~\\{~(?:\"type\"~:~\"function\"~,~)?"
                    + "\"name\"~:~\"NAME\"~,~\"(?:parameters|arguments)\"~:~(?=\\{)"),
            Optional.of(Notation.pattern("(?:<\\|python_tag\\|>)?~(?=\\{~\"(?:type|name|parameters|arguments)\")")),
            Notation.pattern("~\\}(?:~;)?"),
            Notation.pattern("(?:~;)?"));

    @Override
    public String label() {
        return "Llama 3";
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
                Grammar.literal(HEAD),
                FunctionForm.anyOf(
                        functions,
                        function -> Grammar.sequence(
                                Grammar.literal(function.name() + "\", \"parameters\": "), function.arguments())),
                Grammar.literal("}"));
    }

    @Override
    public Grammar calls(Grammar call, int most, Marks marks) {
        return CallFormat.several(call, Grammar.literal("; "), most);
    }

    /** Without a mark of its own, a call is all of an answer. */
    @Override
    public Grammar textAnd(Grammar calls, Marks marks) {
        return Grammar.choice(Grammar.sequence(Grammar.optional(marks.of(MARK)), calls), Grammar.textUntil(HEAD));
    }

    @Override
    public boolean isIn(String rendering, String function) {
        return rendering.contains("{\"name\": \"" + function + "\", \"parameters\": {");
    }
}
