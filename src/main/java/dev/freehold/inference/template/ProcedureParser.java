package dev.freehold.inference.template;

import dev.freehold.inference.template.Statement.Parameter;
import dev.freehold.inference.template.Statement.Procedure;
import dev.freehold.inference.template.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Macros and the bodies of call blocks. */
final class ProcedureParser {

    private final Tokens tokens;
    private final ExpressionParser expressions;
    private final StatementParser statements;

    ProcedureParser(Tokens tokens, ExpressionParser expressions, StatementParser statements) {
        this.tokens = tokens;
        this.expressions = expressions;
        this.statements = statements;
    }

    Procedure macro() {
        String name = tokens.expect(Kind.NAME).text();
        return procedure(name, parameters(), "endmacro");
    }

    Procedure procedure(String name, List<Parameter> parameters, String endTag) {
        int start = tokens.position();
        List<Statement> body = statements.detachedBody(endTag);
        return new Procedure(
                name,
                parameters,
                body,
                tokens.haveMentioned("caller", start),
                tokens.haveMentioned("varargs", start),
                tokens.haveMentioned("kwargs", start));
    }

    List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>();
        boolean needsFallback = false;
        tokens.expectOperator("(");
        while (!tokens.isAtOperator(")")) {
            if (!parameters.isEmpty()) {
                tokens.expectOperator(",");
            }
            String name = tokens.expect(Kind.NAME).text();
            Expression fallback = tokens.takeOperator("=") ? expressions.expression() : null;
            if (needsFallback && fallback == null) {
                throw tokens.failure("a parameter without a default follows one with a default");
            }
            needsFallback = fallback != null;
            parameters.add(new Parameter(name, fallback));
        }
        tokens.expectOperator(")");
        return parameters;
    }
}
