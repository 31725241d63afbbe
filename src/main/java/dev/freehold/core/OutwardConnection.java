package dev.freehold.core;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A connection that this process could open.
 *
 * @param purpose what for
 * @param to whom: protocol, host and port, or a file on another machine's disk; no path, no name and no password
 * @param setting the setting that names it
 */
public record OutwardConnection(String purpose, String to, String setting) {
    private static final Pattern ADDRESS =
            Pattern.compile("(?:jdbc:)?([A-Za-z][A-Za-z0-9+.-]*)://(?:[^/?#]*@)?([^/?#]*).*");

    /** Leaves out of an address what may be secret. */
    public static OutwardConnection of(String purpose, String address, String setting) {
        Matcher matcher = ADDRESS.matcher(address);
        return new OutwardConnection(
                purpose, matcher.matches() ? matcher.group(1) + "://" + matcher.group(2) : address, setting);
    }
}
