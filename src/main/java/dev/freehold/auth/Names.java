package dev.freehold.auth;

import dev.freehold.core.Fault;
import java.util.regex.Pattern;

/** What tenants, projects and keys may be called. */
public final class Names {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}");
    private static final Pattern TITLE = Pattern.compile("[^\\p{Cntrl}]{1,128}");

    private Names() {}

    /**
     * The id of a tenant or a project; it is compared byte by byte.
     *
     * @throws Fault {@code INVALID_REQUEST} that names the field
     */
    public static String id(String field, String text) {
        require(ID.matcher(text).matches(), field, "must be 1 to 128 of A-Z a-z 0-9 . _ - and not begin with a dot");
        return text;
    }

    /**
     * A name for people.
     *
     * @throws Fault {@code INVALID_REQUEST} that names the field
     */
    public static String title(String field, String text) {
        require(TITLE.matcher(text).matches() && !text.isBlank(), field, "must be 1 to 128 printable characters");
        return text;
    }

    static void require(boolean holds, String field, String expectation) {
        if (!holds) {
            throw Fault.invalid(field, "'%s' %s.".formatted(field, expectation));
        }
    }
}
