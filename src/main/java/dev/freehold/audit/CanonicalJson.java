package dev.freehold.audit;

import org.jspecify.annotations.Nullable;

/** Writes canonical JSON (RFC 8785) of strings, integers and objects. The caller names the keys of an object in sorted order. */
final class CanonicalJson {
    /** Beyond it RFC 8785 would write a rounded floating-point number. */
    private static final long MAX_INTEGER = 1L << 53;

    private static final String HEX = "0123456789abcdef";

    private final StringBuilder out = new StringBuilder(512);
    private boolean first;

    CanonicalJson open() {
        out.append('{');
        first = true;
        return this;
    }

    CanonicalJson open(String name) {
        key(name);
        return open();
    }

    CanonicalJson close() {
        out.append('}');
        first = false;
        return this;
    }

    /** An absent value leaves its key out. */
    CanonicalJson text(String name, @Nullable String value) {
        if (value != null) {
            key(name);
            quote(value);
        }
        return this;
    }

    CanonicalJson number(String name, long value) {
        if (Math.abs(value) > MAX_INTEGER) {
            throw new IllegalArgumentException(name + " is beyond 2^53");
        }
        key(name);
        out.append(value);
        return this;
    }

    private void key(String name) {
        if (!first) {
            out.append(',');
        }
        first = false;
        quote(name);
        out.append(':');
    }

    private void quote(String value) {
        out.append('"');
        for (int i = 0; i < value.length(); i++) {
            escape(value.charAt(i));
        }
        out.append('"');
    }

    private void escape(char c) {
        switch (c) {
            case '"', '\\' -> out.append('\\').append(c);
            case '\b' -> out.append("\\b");
            case '\t' -> out.append("\\t");
            case '\n' -> out.append("\\n");
            case '\f' -> out.append("\\f");
            case '\r' -> out.append("\\r");
            default -> plain(c);
        }
    }

    private void plain(char c) {
        if (c < ' ') {
            out.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
        } else {
            out.append(c);
        }
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
