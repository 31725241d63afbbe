package dev.freehold.inference.template;

import dev.freehold.inference.template.Statement.Target;
import dev.freehold.inference.template.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What may be assigned to: names, attributes of a namespace, and tuples of them. */
final class TargetParser {

    private static final Set<String> CONSTANTS = Set.of("true", "True", "false", "False", "none", "None");

    private final Tokens tokens;

    TargetParser(Tokens tokens) {
        this.tokens = tokens;
    }

    /** One or more targets with commas between them, up to this name. */
    Target read(String end) {
        return targets(false, end);
    }

    Target readWithNamespaces() {
        return targets(true, "");
    }

    Target readOne() {
        return target(false);
    }

    private Target targets(boolean allowsNamespaces, String end) {
        Target first = target(allowsNamespaces);
        if (!tokens.isAtOperator(",")) {
            return first;
        }
        List<Target> all = new ArrayList<>(List.of(first));
        while (tokens.takeOperator(",") && !tokens.isAtName(end) && !tokens.isAtOperator(")")) {
            all.add(target(allowsNamespaces));
        }
        return new Target.Unpacking(all);
    }

    private Target target(boolean allowsNamespaces) {
        if (tokens.takeOperator("(")) {
            tokens.enter();
            Target inner = targets(false, ")");
            tokens.leave();
            tokens.expectOperator(")");
            return inner;
        }
        String name = tokens.expect(Kind.NAME).text();
        if (CONSTANTS.contains(name)) {
            throw tokens.failure("cannot assign to " + name);
        }
        if (allowsNamespaces && tokens.takeOperator(".")) {
            return new Target.NamespaceAttribute(name, tokens.expect(Kind.NAME).text());
        }
        return new Target.Variable(name);
    }
}
