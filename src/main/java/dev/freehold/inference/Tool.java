package dev.freehold.inference;

/**
 * A function that the assistant may call.
 *
 * @param name 1 to 64 letters, digits, {@code _} and {@code -}
 * @param description empty when there is none
 * @param parameters the JSON schema, an object, that the arguments follow
 * @param isStrict whether the arguments of each call must follow the schema
 */
public record Tool(String name, String description, String parameters, boolean isStrict) {
    /** Of a function that takes none. */
    public static final String NO_PARAMETERS = "{\"type\":\"object\",\"properties\":{}}";

    /** Says the name only: the rest is part of the prompt. */
    @Override
    public String toString() {
        return "Tool[" + name + "]";
    }
}
