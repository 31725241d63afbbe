package dev.freehold.tlog;

/** The name of a key or a log: not empty, one line, no spaces, no plus sign. */
public final class KeyName {
    private static final int LONGEST = 255;

    private KeyName() {}

    /**
     * Gives the name back.
     *
     * @throws MalformedException when it cannot be one
     */
    public static String check(String name) {
        boolean isName = !name.isEmpty()
                && name.length() <= LONGEST
                && name.codePoints()
                        .noneMatch(c -> c == '+'
                                || Character.isWhitespace(c)
                                || Character.isSpaceChar(c)
                                || Character.isISOControl(c));
        if (!isName) {
            throw new MalformedException("a name is up to 255 characters without spaces and plus signs");
        }
        return name;
    }
}
