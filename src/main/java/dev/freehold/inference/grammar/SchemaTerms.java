package dev.freehold.inference.grammar;

import dev.freehold.inference.grammar.JsonTerms.Member;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes shapes as grammars: keys in the order of the schema, those without a name of their own behind them. */
final class SchemaTerms {
    private final SchemaReader reader;
    private final Steps steps;
    private final Map<Goal, Term> known = new HashMap<>();

    SchemaTerms(SchemaReader reader) {
        this.reader = reader;
        this.steps = reader.steps();
    }

    Term term(Goal goal) {
        if (goal.isAnything()) {
            return JsonTerms.value();
        }
        Term term = known.get(goal);
        if (term == null) {
            Term.Later later = new Term.Later();
            known.put(goal, later);
            later.is(term(reader.shape(goal)));
            term = later;
        }
        return term;
    }

    private Term term(Shape shape) {
        steps.spend(10);
        List<Term> options = new ArrayList<>();
        shape.literals().stream().sorted().forEach(literal -> options.add(literal(literal)));
        if (!shape.numbers().isEmpty()) {
            boolean isAny = shape.numbers() == Numbers.ALL;
            options.add(isAny ? JsonTerms.NUMBER : Terms.leaf(Numbers.written(shape.numbers(), steps)));
        }
        shape.strings().forEach(strings -> options.add(strings.term(steps)));
        shape.arrays().forEach(form -> options.add(array(form)));
        shape.objects().forEach(form -> options.add(object(form)));
        return options.size() == 1 ? options.getFirst() : new Term.Choice(options);
    }

    private static Term literal(Shape.Literal literal) {
        return switch (literal) {
            case NULL -> JsonTerms.NULL;
            case TRUE -> JsonTerms.TRUE;
            case FALSE -> JsonTerms.FALSE;
        };
    }

    private Term array(ArrayForm form) {
        boolean isAny = form.rest().isAnything() && form.first().isEmpty();
        if (isAny && form.min() == 0 && form.max() == Integer.MAX_VALUE) {
            return JsonTerms.anyArray();
        }
        List<Term> first = form.first().stream().map(this::term).toList();
        boolean isClosed = form.rest().equals(reader.nothing());
        int max = isClosed ? Math.min(form.max(), first.size()) : form.max();
        return JsonTerms.items(first, isClosed ? Terms.NEVER : term(form.rest()), form.min(), max);
    }

    private Term object(ObjectForm form) {
        if (form.equals(ObjectForm.ALL)) {
            return JsonTerms.anyObject();
        }
        Set<String> keys = new LinkedHashSet<>(form.named().keySet());
        keys.addAll(form.required());
        List<Member> members = new ArrayList<>();
        for (String key : keys) {
            steps.spend(10L + key.length());
            Goal goal = form.goal(key, reader.nothing(), steps);
            Term value = reader.emptiness().isEmpty(goal) ? Terms.NEVER : term(goal);
            members.add(new Member(
                    JsonTerms.member(Terms.text(JsonText.quote(key)), value),
                    form.required().contains(key)));
        }
        Term further = further(form.others(), keys);
        int min = least(form, further);
        steps.spend(Members.size(members.size(), min, form.max()));
        return JsonTerms.members(members, further, min, form.max());
    }

    /** Keys may repeat among those without names, so there is no telling how many different ones there are beyond the first. */
    private static int least(ObjectForm form, Term further) {
        int certain = form.required().size();
        boolean isClosed = further == Terms.NEVER;
        if (!isClosed && form.min() > certain + 1) {
            throw Keywords.unsupported("minProperties");
        }
        return form.min() <= certain ? 0 : form.min();
    }

    private Term further(List<ObjectForm.Keys> groups, Set<String> named) {
        List<Term> options = new ArrayList<>();
        for (ObjectForm.Keys group : groups) {
            if (!reader.emptiness().isEmpty(group.goal())) {
                Term key = keys(group.names(), named);
                if (key != Terms.NEVER) {
                    options.add(JsonTerms.member(key, term(group.goal())));
                }
            }
        }
        return options.isEmpty() ? Terms.NEVER : new Term.Choice(options);
    }

    private Term keys(Strings names, Set<String> named) {
        if (named.isEmpty()) {
            return names.term(steps);
        }
        List<int[]> words =
                named.stream().map(name -> name.codePoints().toArray()).toList();
        Dfa others = names.dfa(steps).minus(Dfa.words(words, steps), steps);
        return others.isEmpty() ? Terms.NEVER : Strings.of(others).term(steps);
    }
}
