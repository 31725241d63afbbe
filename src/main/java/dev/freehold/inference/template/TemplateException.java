package dev.freehold.inference.template;

import java.io.Serial;

/** A template that cannot be read, refuses its input, fails on it, or takes more than its {@link Budget}. */
public final class TemplateException extends RuntimeException {

    /** What went wrong: SYNTAX and EVALUATION are the template's fault, RAISED is its verdict on the input. */
    public enum Kind {
        SYNTAX,
        RAISED,
        EVALUATION,
        BUDGET
    }

    @Serial
    private static final long serialVersionUID = 1L;

    private static final int UNKNOWN_LINE = 0;

    private final Kind kind;
    private final String reason;
    private final int line;

    private TemplateException(Kind kind, String reason, int line) {
        super(line == UNKNOWN_LINE ? reason : "line " + line + ": " + reason);
        this.kind = kind;
        this.reason = reason;
        this.line = line;
    }

    static TemplateException syntax(String reason, int line) {
        return new TemplateException(Kind.SYNTAX, reason, line);
    }

    static TemplateException raised(String reason) {
        return new TemplateException(Kind.RAISED, reason, UNKNOWN_LINE);
    }

    static TemplateException evaluation(String reason) {
        return new TemplateException(Kind.EVALUATION, reason, UNKNOWN_LINE);
    }

    static TemplateException budget(String reason) {
        return new TemplateException(Kind.BUDGET, reason, UNKNOWN_LINE);
    }

    /** The same failure with its line, unless a more deeply nested statement already named one. */
    TemplateException at(int statementLine) {
        if (line != UNKNOWN_LINE) {
            return this;
        }
        TemplateException located = new TemplateException(kind, reason, statementLine);
        located.setStackTrace(getStackTrace());
        return located;
    }

    public Kind kind() {
        return kind;
    }

    /** The message without the line; for RAISED exactly what the template said. */
    public String reason() {
        return reason;
    }

    /** The line of the template, from 1, or 0 when there is none to name. */
    public int line() {
        return line;
    }
}
