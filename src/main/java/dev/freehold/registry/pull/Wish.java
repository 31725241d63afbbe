package dev.freehold.registry.pull;

import dev.freehold.core.ModelId;
import dev.freehold.registry.source.Reference;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What somebody wants to have.
 *
 * @param name under which it is to be served
 * @param graph the ONNX file to fetch when the source has several; the one that would be served when absent
 */
public record Wish(Reference reference, ModelId name, Optional<String> graph) {
    private static final Pattern FOLDERS =
            Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)?");

    /**
     * Checks that there can be a folder of this name among the models.
     *
     * @throws IllegalArgumentException when there cannot
     */
    public Wish {
        if (!FOLDERS.matcher(name.value()).matches()) {
            throw new IllegalArgumentException(
                    "a fetched model is named name or organisation/name, and neither begins with a dot");
        }
    }
}
