package dev.freehold.registry.passport;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a passport tells, in its order. Its keys in {@code passport.yaml} and in answers are the names in lower case. */
public enum PassportField {
    PROVIDER("Provider"),
    VERSION("Version"),
    RELEASE_DATE("Release date"),
    LICENCE("Licence"),
    ACCEPTABLE_USE("Acceptable use"),
    INTENDED_TASKS("Intended tasks", "pipeline_tag"),
    LANGUAGES("Languages", "language"),
    BASE_MODEL("Made from", "base_model"),
    ARCHITECTURE("Architecture"),
    PARAMETERS("Parameters"),
    CONTEXT_LENGTH("Context length in tokens"),
    FORMAT("Format"),
    PRECISION("Precision of the weights"),
    DIGEST("Digest of the files"),
    SIGNATURE("Signature"),
    MODIFICATIONS("Modifications"),
    TRAINING_DATA("Training data", "datasets"),
    TRAINING_DATA_SUMMARY("Public summary of the training content"),
    TRAINING_COMPUTE("Compute for training"),
    ENERGY("Energy for training", "co2_eq_emissions"),
    EVALUATION("Evaluation"),
    LIMITATIONS("Known limitations"),
    BIASES("Known biases"),
    SYSTEMIC_RISK("Systemic risk (EU AI Act)");

    private final String label;
    private final String inCard;

    PassportField(String label) {
        this(label, "");
    }

    PassportField(String label, String inCard) {
        this.label = label;
        this.inCard = inCard;
    }

    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String label() {
        return label;
    }

    /** What the front matter of model cards on Hugging Face calls it, empty when it has no such key. */
    String inCard() {
        return inCard;
    }

    static Optional<PassportField> ofKey(String key) {
        return Arrays.stream(values()).filter(field -> field.key().equals(key)).findFirst();
    }
}
