package dev.freehold.registry.guard;

/** Why a file must not reach native code, as the end of a sentence that begins with the file's name. */
public final class HarmfulFile extends Exception {
    HarmfulFile(String reason) {
        super(reason);
    }

    /** For example {@code its tensor 'w' holds 4 bytes where its shape asks for 8}. */
    public String reason() {
        return String.valueOf(getMessage());
    }

    /** Names come from the file itself: they are shortened and made printable. */
    static String shown(String name) {
        String printable = name.replaceAll("\\p{Cntrl}", "?");
        return printable.length() <= 80 ? printable : printable.substring(0, 80) + "…";
    }
}
