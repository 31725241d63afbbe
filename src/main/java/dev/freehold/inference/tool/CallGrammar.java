package dev.freehold.inference.tool;

import dev.freehold.inference.Tool;
import dev.freehold.inference.Tools;
import dev.freehold.inference.grammar.Grammar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The form of answers that call functions. */
public final class CallGrammar {
    private CallGrammar() {}

    /**
     * What an answer may look like: calls only where one is forced, and otherwise text, or what else an answer has to be, until a
     * call begins.
     *
     * @param controls texts of the model's control tokens
     * @param answer the form of an answer without calls, when it has any
     * @throws dev.freehold.core.Fault {@code INVALID_REQUEST} about a function whose schema cannot be guaranteed and must be
     */
    public static Grammar of(CallFormat format, Tools tools, Set<String> controls, Optional<Grammar> answer) {
        Marks marks = new Marks(controls);
        Grammar call = format.call(forms(tools), marks);
        Grammar calls = format.calls(call, tools.isParallel() ? Integer.MAX_VALUE : 1, marks);
        if (tools.choice().isForced()) {
            return calls;
        }
        return answer.map(form -> Grammar.choice(calls, form)).orElseGet(() -> format.textAnd(calls, marks));
    }

    private static List<FunctionForm> forms(Tools tools) {
        List<Tool> callable = tools.callable();
        boolean isForced = tools.choice().isForced();
        List<FunctionForm> forms = new ArrayList<>();
        for (int i = 0; i < tools.functions().size(); i++) {
            Tool tool = tools.functions().get(i);
            if (callable.contains(tool)) {
                forms.add(FunctionForm.of(tool, "tools[%d]".formatted(i), tool.isStrict() || isForced));
            }
        }
        return forms;
    }
}
