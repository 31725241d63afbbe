package dev.freehold.inference.tool;

import dev.freehold.inference.Tool;
import dev.freehold.inference.Tools;
import dev.freehold.inference.grammar.Grammar;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** How a family of models writes calls. */
public sealed interface CallFormat permits HermesCalls, LlamaCalls, MistralListCalls, MistralNamedCalls, DeepSeekCalls {

    /** For people. */
    String label();

    /**
     * Texts that mark calls. A tokenizer may have a token of its own for each, which stands for no text elsewhere.
     */
    Set<String> marks();

    /** What calls look like. */
    Notation notation();

    /** The form of a call of any of these. */
    Grammar call(List<FunctionForm> functions, Marks marks);

    /** The form of one to {@code most} of them. */
    Grammar calls(Grammar call, int most, Marks marks);

    /** The form of an answer in which text comes before calls, or one of them alone. */
    Grammar textAnd(Grammar calls, Marks marks);

    /** One call, and more behind a separator each. */
    static Grammar several(Grammar call, Grammar separator, int most) {
        return most == 1 ? call : Grammar.sequence(call, Grammar.repeat(Grammar.sequence(separator, call), 0, most));
    }

    /** Whether this is how a chat template wrote an earlier call of {@code function} with an object as arguments. */
    boolean isIn(String rendering, String function);

    /** A reader for one answer of a model that was given these tools. */
    default CallReader reader(Tools tools) {
        Set<String> names = tools.callable().stream().map(Tool::name).collect(Collectors.toSet());
        return new CallReader(notation(), names, CallIds::random);
    }

    /** The format of a rendering that holds an earlier call of {@code function}. */
    static Optional<CallFormat> of(String rendering, String function) {
        List<CallFormat> known = List.of(
                new HermesCalls(),
                new MistralListCalls(),
                new MistralNamedCalls(),
                DeepSeekCalls.FENCED,
                DeepSeekCalls.BARE,
                new LlamaCalls());
        return known.stream().filter(format -> format.isIn(rendering, function)).findFirst();
    }
}
