package dev.freehold.inference;

import dev.freehold.core.ModelId;
import java.util.Locale;
import java.util.Optional;

/**
 * What happens to a name: one model takes the place of another, or of none.
 *
 * @param before the digest of what answers now
 * @param after the digest of what answers from now on
 */
public record ModelChange(ModelId id, Optional<String> before, Optional<String> after, Cause cause) {

    /** Why it happens. */
    public enum Cause {
        /** Somebody wants it. */
        ORDER,
        /** A call asks for the model. */
        FIRST_USE,
        /** Another model needs the memory. */
        MEMORY,
        /** The folder is not what it was. */
        FOLDER
    }

    /** {@code model.load}, {@code model.reload} or {@code model.unload}. */
    public String action() {
        if (after.isEmpty()) {
            return "model.unload";
        }
        return before.isEmpty() ? "model.load" : "model.reload";
    }

    /** The change in words, for example {@code digest=sha256:… was=sha256:… by=first-use}. */
    public String inWords() {
        String to = after.map(digest -> "digest=" + digest + " ").orElse("");
        String from = before.map(digest -> "was=" + digest + " ").orElse(after.isEmpty() ? "was=idle " : "");
        String why = cause == Cause.ORDER
                ? ""
                : "by=" + cause.name().toLowerCase(Locale.ROOT).replace('_', '-');
        return (to + from + why).strip();
    }
}
