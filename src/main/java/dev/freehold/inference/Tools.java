package dev.freehold.inference;

import java.util.List;

/**
 * The functions that the assistant may call in its answer.
 *
 * @param functions each name once
 * @param isParallel whether one answer may hold more than one call
 */
public record Tools(List<Tool> functions, ToolChoice choice, boolean isParallel) {
    /** No functions. */
    public static final Tools NONE = new Tools(List.of(), new ToolChoice.None(), true);

    public Tools {
        functions = List.copyOf(functions);
    }

    /** The functions that the choice leaves to call. */
    public List<Tool> callable() {
        return switch (choice) {
            case ToolChoice.None none -> List.of();
            case ToolChoice.Auto auto -> functions;
            case ToolChoice.Required required -> functions;
            case ToolChoice.Named(String name) ->
                functions.stream().filter(tool -> tool.name().equals(name)).toList();
        };
    }
}
