package dev.freehold.inference.grammar;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The inside of an object: what may come behind each member depends on how many there were. */
final class Members {
    private final List<JsonTerms.Member> named;
    private final Term further;
    private final int min;
    private final int max;
    /** Beyond this many it makes no difference how many there were. */
    private final int most;

    private final Map<Long, Term> known = new HashMap<>();

    Members(List<JsonTerms.Member> named, Term further, int min, int max) {
        this.named = named;
        this.further = further;
        this.min = min;
        this.max = max;
        this.most = Math.max(1, Math.max(min, max == Integer.MAX_VALUE ? 0 : max));
    }

    /** How many kinds of rest there are; the memory and time it takes. */
    static long size(int named, int min, int max) {
        return (named + 1L)
                * (Math.max(1L, Math.max(min, max == Integer.MAX_VALUE ? 0 : Math.min(max, named + 1))) + 1);
    }

    /** What may follow when the members before {@code index} were passed and {@code written} were written. */
    Term from(int index, int written) {
        int counted = Math.min(written, most);
        long key = ((long) index << 32) | counted;
        Term term = known.get(key);
        if (term == null) {
            term = index == named.size() ? rest(counted) : member(index, counted);
            known.put(key, term);
        }
        return term;
    }

    private Term member(int index, int written) {
        JsonTerms.Member member = named.get(index);
        Term with = written < max
                ? Terms.sequence(behind(written, member.term()), from(index + 1, written + 1))
                : Terms.NEVER;
        return member.isRequired() ? with : new Term.Choice(List.of(with, from(index + 1, written)));
    }

    private static Term behind(int written, Term member) {
        return written == 0 ? Terms.sequence(JsonTerms.SPACE, member) : JsonTerms.next(member);
    }

    private Term rest(int written) {
        Term more = new Term.Repeat(
                JsonTerms.next(further),
                Math.max(0, min - Math.max(written, 1)),
                JsonTerms.left(max, Math.max(written, 1)));
        if (written > 0) {
            return Terms.sequence(more, JsonTerms.SPACE);
        }
        Term some = max > 0 ? Terms.sequence(JsonTerms.SPACE, further, more, JsonTerms.SPACE) : Terms.NEVER;
        return new Term.Choice(List.of(min == 0 ? JsonTerms.SPACE : Terms.NEVER, some));
    }
}
