package dev.freehold.alias;

import dev.freehold.core.Fault;
import dev.freehold.core.ModelId;

/**
 * A model that may answer.
 *
 * @param weight its part of the calls, relative to the others'; for a copy, how many of a hundred calls
 */
public record Target(ModelId model, int weight) {
    private static final int MAX_WEIGHT = 1_000_000;

    public Target {
        if (weight < 0 || weight > MAX_WEIGHT) {
            throw Fault.invalid("weight", "A weight must be a whole number from 0 to %d.".formatted(MAX_WEIGHT));
        }
    }

    /** Reads {@code model} or {@code model:weight}. */
    static Target parse(String text) {
        int colon = text.indexOf(':');
        String model = (colon < 0 ? text : text.substring(0, colon)).strip();
        try {
            return new Target(
                    named("to", model),
                    colon < 0 ? 1 : Integer.parseInt(text.substring(colon + 1).strip()));
        } catch (NumberFormatException unreadable) {
            throw Fault.invalid("weight", "'%s' must be a model's name, or name:weight.".formatted(text));
        }
    }

    static ModelId named(String field, String model) {
        if (!ModelId.isValid(model)) {
            throw Fault.invalid(field, "'%s' must be a model's name.".formatted(field));
        }
        return new ModelId(model);
    }

    @Override
    public String toString() {
        return model + ":" + weight;
    }
}
