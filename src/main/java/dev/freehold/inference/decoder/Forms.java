package dev.freehold.inference.decoder;

import dev.freehold.inference.Prompt;
import dev.freehold.inference.grammar.Grammar;
import dev.freehold.inference.grammar.Vocabulary;
import dev.freehold.inference.sampling.FormFilter;
import dev.freehold.inference.sampling.LogitFilter;
import dev.freehold.inference.text.Thoughts;
import dev.freehold.inference.text.Tokenizer;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.Set;

/** Holds what one model writes to the form that was asked for. Thoughts before the answer are free. */
final class Forms {
    private static final long MEMORY = 128L << 20;
    private static final int REMEMBERED = 64;
    private static final Grammar REST_OF_THOUGHT = Grammar.sequence(
            Grammar.textUntil(Thoughts.CLOSE),
            mark(Thoughts.CLOSE),
            Grammar.repeat(Grammar.choice(Grammar.literal("\n"), Grammar.literal(" ")), 0, 4));
    private static final Grammar THOUGHT = Grammar.sequence(mark(Thoughts.OPEN), REST_OF_THOUGHT);

    private final Vocabulary vocabulary;
    private final LinkedHashMap<Wanted, Grammar> behindThoughts = new LinkedHashMap<>(16, 0.75f, true);

    private record Wanted(Grammar form, Prompt.Thinking thinking) {}

    /** {@code vocabulary} logits come with each token of the model. */
    Forms(Tokenizer tokenizer, int vocabulary, Set<Integer> endTokens) {
        this.vocabulary = Vocabulary.of(vocabulary, tokenizer::bytes, tokenizer::isControl, endTokens, MEMORY);
    }

    /** What takes every token away that the form does not allow. */
    Optional<LogitFilter> filter(Optional<Grammar> wanted, Prompt prompt) {
        return wanted.map(form -> new FormFilter(vocabulary.matcher(grammar(new Wanted(form, prompt.thinking())))));
    }

    /** The same grammar for the same wish, for what is known of it hangs on it. */
    private Grammar grammar(Wanted wanted) {
        synchronized (behindThoughts) {
            Grammar grammar = behindThoughts.computeIfAbsent(wanted, Forms::behindThoughts);
            if (behindThoughts.size() > REMEMBERED) {
                behindThoughts.remove(behindThoughts.firstEntry().getKey());
            }
            return grammar;
        }
    }

    private static Grammar behindThoughts(Wanted wanted) {
        return switch (wanted.thinking()) {
            case NONE -> wanted.form();
            case POSSIBLE -> Grammar.sequence(Grammar.optional(THOUGHT), wanted.form());
            case BEGUN -> Grammar.sequence(REST_OF_THOUGHT, wanted.form());
        };
    }

    /** Some vocabularies have the marks as control tokens, some as text. */
    private static Grammar mark(String text) {
        return Grammar.choice(Grammar.literal(text), Grammar.control(text));
    }
}
