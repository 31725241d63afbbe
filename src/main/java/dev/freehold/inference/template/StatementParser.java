package dev.freehold.inference.template;

import dev.freehold.inference.template.Expression.Application;
import dev.freehold.inference.template.Expression.Call;
import dev.freehold.inference.template.Statement.Binding;
import dev.freehold.inference.template.Statement.Branch;
import dev.freehold.inference.template.Statement.Target;
import dev.freehold.inference.template.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Text, tags and the blocks they enclose. */
final class StatementParser {

    private static final Set<String> END = Set.of();

    private final Tokens tokens;
    private final ExpressionParser expressions;
    private final TargetParser targets;
    private final ProcedureParser procedures;
    private int loopDepth;

    private StatementParser(List<Token> tokens) {
        this.tokens = new Tokens(tokens);
        this.expressions = new ExpressionParser(this.tokens);
        this.targets = new TargetParser(this.tokens);
        this.procedures = new ProcedureParser(this.tokens, expressions, this);
    }

    static List<Statement> parse(String source) {
        return new StatementParser(Lexer.tokenize(source)).statementsUntil(END);
    }

    /** Reads the rest of the current tag, then statements up to one of these tags, whose name becomes current. */
    List<Statement> body(String... endTags) {
        tokens.takeOperator(":");
        tokens.expect(Kind.BLOCK_END);
        tokens.enter();
        List<Statement> statements = statementsUntil(Set.of(endTags));
        tokens.leave();
        return statements;
    }

    /** Like {@link #body} and past the end tag's name; break and continue do not reach out of it. */
    List<Statement> detachedBody(String endTag) {
        int outerLoops = loopDepth;
        loopDepth = 0;
        List<Statement> statements = bodyThrough(endTag);
        loopDepth = outerLoops;
        return statements;
    }

    private List<Statement> bodyThrough(String endTag) {
        List<Statement> statements = body(endTag);
        tokens.next();
        return statements;
    }

    private List<Statement> statementsUntil(Set<String> endTags) {
        List<Statement> statements = new ArrayList<>();
        while (!tokens.isAt(Kind.END)) {
            Token token = tokens.next();
            if (token.kind() == Kind.DATA) {
                statements.add(new Statement.Text(token.text(), token.line()));
            } else if (token.kind() == Kind.VARIABLE_BEGIN) {
                statements.add(new Statement.Print(expressions.tuple(true), token.line()));
                tokens.expect(Kind.VARIABLE_END);
            } else if (tokens.isAt(Kind.NAME)
                    && endTags.contains(tokens.current().text())) {
                return statements;
            } else {
                statements.add(statement());
                tokens.expect(Kind.BLOCK_END);
            }
        }
        if (!endTags.isEmpty()) {
            throw tokens.failure("the template ends before " + String.join(" or ", new TreeSet<>(endTags)));
        }
        return statements;
    }

    private Statement statement() {
        Token tag = tokens.expect(Kind.NAME);
        int line = tag.line();
        return switch (tag.text()) {
            case "if" -> conditional(line);
            case "for" -> loop(line);
            case "break" -> new Statement.Break(insideLoop(line));
            case "continue" -> new Statement.Continue(insideLoop(line));
            case "set" -> assignment(line);
            case "with" -> with(line);
            case "filter" -> new Statement.FilterBlock(filters(), bodyThrough("endfilter"), line);
            case "macro" -> new Statement.MacroDefinition(procedures.macro(), line);
            case "call" -> callBlock(line);
            case "generation" -> new Statement.Generation(detachedBody("endgeneration"), line);
            default -> throw TemplateException.syntax("unknown or misplaced tag '" + tag.text() + "'", line);
        };
    }

    private Statement conditional(int line) {
        List<Branch> branches = new ArrayList<>();
        List<Statement> otherwise = List.of();
        String tag;
        do {
            Expression condition = expressions.tuple(false);
            branches.add(new Branch(condition, body("elif", "else", "endif")));
            tag = tokens.next().text();
        } while (tag.equals("elif"));
        if (tag.equals("else")) {
            otherwise = bodyThrough("endif");
        }
        return new Statement.If(branches, otherwise, line);
    }

    private Statement loop(int line) {
        Target target = targets.read("in");
        tokens.expectName("in");
        Expression items = expressions.tuple(false);
        Expression condition = tokens.takeName("if") ? expressions.expression() : null;
        boolean isRecursive = tokens.takeName("recursive");
        loopDepth++;
        List<Statement> body = body("endfor", "else");
        loopDepth--;
        List<Statement> otherwise = tokens.next().isName("else") ? bodyThrough("endfor") : List.of();
        return new Statement.For(target, items, condition, isRecursive, body, otherwise, line);
    }

    private int insideLoop(int line) {
        if (loopDepth == 0) {
            throw TemplateException.syntax("break or continue outside of a loop", line);
        }
        return line;
    }

    private Statement assignment(int line) {
        Target target = targets.readWithNamespaces();
        if (tokens.takeOperator("=")) {
            return new Statement.Assign(target, expressions.tuple(true), line);
        }
        List<Application> filters = tokens.takeOperator("|") ? filters() : List.of();
        return new Statement.AssignBlock(target, filters, bodyThrough("endset"), line);
    }

    private Statement with(int line) {
        List<Binding> bindings = new ArrayList<>();
        while (!tokens.isAt(Kind.BLOCK_END)) {
            if (!bindings.isEmpty()) {
                tokens.expectOperator(",");
            }
            Target target = targets.readOne();
            tokens.expectOperator("=");
            bindings.add(new Binding(target, expressions.expression()));
        }
        return new Statement.With(bindings, bodyThrough("endwith"), line);
    }

    private List<Application> filters() {
        List<Application> filters = new ArrayList<>();
        do {
            filters.add(expressions.operands().filter());
        } while (tokens.takeOperator("|"));
        return filters;
    }

    private Statement callBlock(int line) {
        List<Statement.Parameter> parameters = tokens.isAtOperator("(") ? procedures.parameters() : List.of();
        if (!(expressions.expression() instanceof Call call)) {
            throw TemplateException.syntax("expected a call", line);
        }
        return new Statement.CallBlock(call, procedures.procedure("caller", parameters, "endcall"), line);
    }
}
