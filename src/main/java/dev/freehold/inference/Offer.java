package dev.freehold.inference;

import dev.freehold.core.ModelId;
import dev.freehold.registry.ModelFolder;
import dev.freehold.registry.passport.PassportField;
import dev.freehold.registry.passport.PassportFormat;
import java.time.Instant;
import java.util.Locale;

/** A model as callers get to know of it, and since when it is offered like this. */
public record Offer(ModelFolder folder, Instant since) {
    public ModelId id() {
        return folder.id();
    }

    /** The digest of its files, {@code sha256:} and 64 hex digits. */
    public String digest() {
        return folder.digest();
    }

    /** What the model does, for example {@code token_classifier}. */
    public String kind() {
        return folder.kind().wireName();
    }

    /** How its folder is laid out, for example {@code optimum}. */
    public String layout() {
        return folder.layout().name().toLowerCase(Locale.ROOT);
    }

    /** Who vouches for its files, in words. */
    public String signature() {
        return folder.provenance().signature().inWords();
    }

    /** What its licence is, {@code unknown} when nobody says. */
    public String licence() {
        return String.join(
                ", ", folder.provenance().passport().fact(PassportField.LICENCE).inWords());
    }

    /** All that is known of it. */
    public String passport(PassportFormat format) {
        return format.write(id().value(), folder.provenance().passport());
    }
}
