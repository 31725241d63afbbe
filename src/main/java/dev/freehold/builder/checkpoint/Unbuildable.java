package dev.freehold.builder.checkpoint;

/** Why no model can be built of what there is, as a sentence that names the file, the field or the tensor. */
public final class Unbuildable extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Unbuildable(String reason) {
        super(reason);
    }

    public String reason() {
        return String.valueOf(getMessage());
    }

    /** Names come from files of strangers: they are shortened and made printable. */
    public static String shown(String name) {
        String printable = name.replaceAll("\\p{Cntrl}", "?");
        return printable.length() <= 120 ? printable : printable.substring(0, 120) + "…";
    }
}
