package dev.freehold.inference.grammar;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The form that a text must have, byte for byte. Immutable, made of smaller ones, and good for any vocabulary; a {@link Matcher}
 * holds a text to it token by token.
 */
public final class Grammar {
    private static final Grammar JSON = new Grammar(JsonTerms.value());
    private static final Grammar JSON_OBJECT = new Grammar(JsonTerms.anyObject());

    private final Term root;
    private final Productive productive;

    Grammar(Term root) {
        this.root = root;
        this.productive = Productive.of(root);
    }

    /** Any JSON value, nested at most 32 deep. */
    public static Grammar json() {
        return JSON;
    }

    /** Any JSON object, nested at most 32 deep. */
    public static Grammar jsonObject() {
        return JSON_OBJECT;
    }

    /**
     * The JSON values that a JSON Schema allows, their keys in the order of the schema.
     *
     * @param field where the schema comes from, for example {@code response_format.json_schema.schema}
     * @throws dev.freehold.core.Fault {@code INVALID_REQUEST} about the field when it is no schema, too large or complex, or uses
     *     a keyword that cannot be guaranteed
     */
    public static Grammar schema(JsonNode schema, String field) {
        return SchemaGrammar.of(schema, field);
    }

    /** This text and no other. */
    public static Grammar literal(String text) {
        return new Grammar(Terms.text(text));
    }

    /** The control token of this name, for example {@code [TOOL_CALLS]}; never text that spells it. */
    public static Grammar control(String name) {
        return new Grammar(Terms.control(name));
    }

    /** Any text, without control tokens. */
    public static Grammar text() {
        return textUntil("");
    }

    /** Any text that does not hold the marker; what follows begins with the marker, or nothing follows. */
    public static Grammar textUntil(String marker) {
        return new Grammar(Terms.textWithout(marker));
    }

    /** Texts of these one behind the other. */
    public static Grammar sequence(Grammar... parts) {
        return new Grammar(
                new Term.Sequence(Arrays.stream(parts).map(part -> part.root).toList()));
    }

    /** A text of any one of these. */
    public static Grammar choice(Grammar... options) {
        return choice(List.of(options));
    }

    /** A text of any one of these. */
    public static Grammar choice(List<Grammar> options) {
        List<Term> terms = new ArrayList<>();
        options.forEach(option -> terms.add(option.root));
        return new Grammar(new Term.Choice(terms));
    }

    public static Grammar optional(Grammar part) {
        return repeat(part, 0, 1);
    }

    /** So many texts of this one behind the other; {@link Integer#MAX_VALUE} is without end. */
    public static Grammar repeat(Grammar part, int min, int max) {
        if (min < 0 || max < min) {
            throw new IllegalArgumentException("from " + min + " to " + max + " is no number of times");
        }
        return new Grammar(new Term.Repeat(part.root, min, max));
    }

    Term root() {
        return root;
    }

    Productive productive() {
        return productive;
    }

    /** Whether any text has this form. */
    boolean isPossible() {
        return productive.holds(root);
    }

    /** About what it takes in memory. */
    public long bytes() {
        return productive.bytes();
    }
}
