package dev.freehold.registry.signing;

/** Why a signature does not vouch for a folder, as the end of a sentence that begins with the signature's file. */
public final class InvalidSignature extends Exception {
    InvalidSignature(String reason) {
        super(reason);
    }

    /** For example {@code was made with another key}. */
    public String reason() {
        return String.valueOf(getMessage());
    }

    /** Names come from the file itself: they are shortened and made printable. */
    static String shown(String name) {
        String printable = name.replaceAll("\\p{Cntrl}", "?");
        return printable.length() <= 120 ? printable : printable.substring(0, 120) + "…";
    }
}
