package dev.freehold.inference.template;

import dev.freehold.inference.template.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts a template into text and tags, with {@code trim_blocks} and {@code lstrip_blocks} on as chat templates expect. */
final class Lexer {

    private static final Pattern RAW_BEGIN =
            Pattern.compile("\\{%[-+]?\\s*raw\\s*(?:-%\\}\\s*|%\\})", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern RAW_END =
            Pattern.compile("\\{%([-+]?)\\s*endraw\\s*(?:\\+%\\}|-%\\}\\s*|%\\}\\n?)", Pattern.UNICODE_CHARACTER_CLASS);
    private static final int DELIMITER_LENGTH = 2;

    private final String source;
    private final Cursor cursor;
    private final List<Token> tokens = new ArrayList<>();

    private Lexer(String source) {
        this.source = source;
        this.cursor = new Cursor(source);
    }

    static List<Token> tokenize(String template) {
        String source = template.replace("\r\n", "\n").replace('\r', '\n');
        Lexer lexer = new Lexer(source.endsWith("\n") ? source.substring(0, source.length() - 1) : source);
        while (!lexer.cursor.isAtEnd()) {
            lexer.readTextAndTag();
        }
        lexer.add(Kind.END, "", lexer.cursor.line());
        return lexer.tokens;
    }

    private void readTextAndTag() {
        int tag = nextTag();
        readText(tag);
        if (cursor.isAtEnd()) {
            return;
        }
        switch (cursor.at(tag + 1)) {
            case '#' -> skipComment();
            case '%' -> readBlock();
            default -> readTag(Kind.VARIABLE_BEGIN);
        }
    }

    private int nextTag() {
        for (int i = cursor.find("{", cursor.position()); i >= 0; i = cursor.find("{", i + 1)) {
            char next = cursor.at(i + 1);
            if (next == '{' || next == '%' || next == '#') {
                return i;
            }
        }
        return source.length();
    }

    private void readText(int end) {
        boolean startsLine = cursor.isAtLineStart();
        int line = cursor.line();
        String text = cursor.moveTo(end);
        if (!cursor.isAtEnd()) {
            boolean isVariable = cursor.isAt("{{");
            text = beforeTag(text, cursor.at(end + DELIMITER_LENGTH), !isVariable, startsLine);
        }
        addText(text, line);
    }

    /** The text as a following tag leaves it: {@code -} eats all space, a block or comment its own indentation. */
    private static String beforeTag(String text, char sign, boolean eatsIndentation, boolean startsLine) {
        if (sign == '-') {
            return Strings.stripTrailing(text);
        }
        int lineStart = text.lastIndexOf('\n') + 1;
        boolean isIndentation = (lineStart > 0 || startsLine) && Strings.isBlank(text.substring(lineStart));
        return sign != '+' && eatsIndentation && isIndentation ? text.substring(0, lineStart) : text;
    }

    private void skipComment() {
        int bodyStart = cursor.position() + DELIMITER_LENGTH;
        if (cursor.at(bodyStart) == '-' || cursor.at(bodyStart) == '+') {
            bodyStart++;
        }
        int end = cursor.find("#}", bodyStart);
        if (end < 0) {
            throw cursor.failure("missing end of comment tag");
        }
        char sign = end > bodyStart ? cursor.at(end - 1) : '\0';
        cursor.moveTo(end + DELIMITER_LENGTH);
        if (sign == '-') {
            cursor.skipSpace();
        } else if (sign != '+' && cursor.isAt("\n")) {
            cursor.moveTo(cursor.position() + 1);
        }
    }

    private void readBlock() {
        if (cursor.take(RAW_BEGIN) == null) {
            readTag(Kind.BLOCK_BEGIN);
        } else {
            readRawText();
        }
    }

    private void readRawText() {
        boolean startsLine = cursor.isAtLineStart();
        int line = cursor.line();
        Matcher end = RAW_END.matcher(source);
        if (!end.find(cursor.position())) {
            throw cursor.failure("missing end of raw directive");
        }
        String text = cursor.moveTo(end.start());
        char sign = end.group(1).isEmpty() ? '\0' : end.group(1).charAt(0);
        addText(beforeTag(text, sign, true, startsLine), line);
        cursor.moveTo(end.end());
    }

    private void readTag(Kind begin) {
        int line = cursor.line();
        String delimiter = cursor.moveTo(cursor.position() + DELIMITER_LENGTH);
        if (cursor.isAt("-") || cursor.isAt("+")) {
            cursor.moveTo(cursor.position() + 1);
        }
        add(begin, delimiter, line);
        new TagLexer(cursor, tokens).read(begin == Kind.BLOCK_BEGIN);
    }

    private void addText(String text, int line) {
        if (!text.isEmpty()) {
            add(Kind.DATA, text, line);
        }
    }

    private void add(Kind kind, String text, int line) {
        tokens.add(new Token(kind, text, line));
    }
}
