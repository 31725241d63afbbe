package dev.freehold.inference.tool;

import dev.freehold.inference.grammar.Grammar;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Calls between DeepSeek's marks, of V3 and R1 with the arguments as a block of code, of V3.1 without. */
enum DeepSeekCalls implements CallFormat {
    FENCED,
    BARE;

    private static final String LIST = "<｜tool▁calls▁begin｜>";
    private static final String LIST_END = "<｜tool▁calls▁end｜>";
    private static final String CALL = "<｜tool▁call▁begin｜>";
    private static final String CALL_END = "<｜tool▁call▁end｜>";
    private static final String SEPARATOR = "<｜tool▁sep｜>";
    private static final String FENCE = "\n```json\n";
    private static final String FENCE_END = "\n```";

    private static final Notation NOTATION = new Notation(
            List.of(LIST, CALL),
            Notation.Bare.NEVER,
            Notation.pattern("(?:" + LIST + ")?~" + CALL + "~(?:function" + SEPARATOR + ")?NAME(?:" + SEPARATOR
                    + ")?~(?:```json)?~(?=\\{)"),
            Optional.empty(),
            Notation.pattern("~(?:```)?~" + CALL_END + "(?:~" + LIST_END + ")?"),
            Notation.pattern(""));

    @Override
    public String label() {
        return "DeepSeek";
    }

    @Override
    public Set<String> marks() {
        return Set.of(LIST, LIST_END, CALL, CALL_END, SEPARATOR);
    }

    @Override
    public Notation notation() {
        return NOTATION;
    }

    @Override
    public Grammar call(List<FunctionForm> functions, Marks marks) {
        return Grammar.sequence(
                marks.of(CALL),
                FunctionForm.anyOf(functions, function -> written(function, marks)),
                marks.of(CALL_END));
    }

    private Grammar written(FunctionForm function, Marks marks) {
        return switch (this) {
            case FENCED ->
                Grammar.sequence(
                        Grammar.literal("function"),
                        marks.of(SEPARATOR),
                        Grammar.literal(function.name() + FENCE),
                        function.arguments(),
                        Grammar.literal(FENCE_END));
            case BARE -> Grammar.sequence(Grammar.literal(function.name()), marks.of(SEPARATOR), function.arguments());
        };
    }

    @Override
    public Grammar calls(Grammar call, int most, Marks marks) {
        Grammar between = switch (this) {
            case FENCED -> Grammar.literal("\n");
            case BARE -> Grammar.literal("");
        };
        return Grammar.sequence(marks.of(LIST), CallFormat.several(call, between, most), marks.of(LIST_END));
    }

    @Override
    public Grammar textAnd(Grammar calls, Marks marks) {
        return Grammar.sequence(marks.textBefore(LIST), Grammar.optional(calls));
    }

    @Override
    public boolean isIn(String rendering, String function) {
        return rendering.contains(
                switch (this) {
                    case FENCED -> CALL + "function" + SEPARATOR + function + FENCE + "{";
                    case BARE -> CALL + function + SEPARATOR + "{";
                });
    }
}
