package dev.freehold.api.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.api.JsonFields;
import dev.freehold.core.Fault;
import dev.freehold.inference.Tool;
import dev.freehold.inference.ToolChoice;
import dev.freehold.inference.Tools;
import java.util.ArrayList;
import java.util.List;

/**
 * The functions that a response may call.
 *
 * @param wire the same as the answer says them again
 */
record ResponseTools(Tools tools, List<JsonNode> wire, JsonNode wireChoice) {
    private static final int MAX_TOOLS = 128;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    static ResponseTools read(JsonFields fields) {
        List<JsonFields> given = fields.objects("tools");
        if (given.size() > MAX_TOOLS) {
            throw Fault.invalid("tools", "'tools' must not have more than %d functions.".formatted(MAX_TOOLS));
        }
        List<Tool> tools = new ArrayList<>();
        for (JsonFields tool : given) {
            tools.add(tool(tool, tools));
        }
        ToolChoice choice = choice(fields, tools);
        boolean isParallel = fields.value("parallel_tool_calls").isEmpty() || fields.flag("parallel_tool_calls");
        List<JsonNode> wire = new ArrayList<>();
        for (int i = 0; i < tools.size(); i++) {
            wire.add(wire(tools.get(i), given.get(i)));
        }
        return new ResponseTools(new Tools(tools, choice, isParallel), wire, wire(choice));
    }

    private static Tool tool(JsonFields fields, List<Tool> before) {
        if (!fields.requiredText("type").equals("function")) {
            throw Fault.invalid(
                    fields.pathOf("type"),
                    "'%s' must be 'function': this model server has no tools of its own."
                            .formatted(fields.pathOf("type")));
        }
        fields.only(
                "type",
                "name",
                "description",
                "parameters",
                "strict",
                "allowed_callers",
                "defer_loading",
                "output_schema");
        fields.refuse("allowed_callers", "defer_loading", "output_schema");
        String name = Names.read(fields);
        if (before.stream().anyMatch(tool -> tool.name().equals(name))) {
            throw Fault.invalid(
                    fields.pathOf("name"), "'%s' is the name of an earlier function.".formatted(fields.pathOf("name")));
        }
        return new Tool(
                name,
                fields.text("description").orElse(""),
                ToolFields.parameters(fields),
                fields.value("strict").isEmpty() || fields.flag("strict"));
    }

    private static ToolChoice choice(JsonFields fields, List<Tool> tools) {
        JsonNode choice = fields.value("tool_choice").orElseGet(() -> JSON.textNode("auto"));
        ToolChoice wanted =
                choice.isObject() ? named(fields.object("tool_choice").orElseThrow()) : word(fields, choice);
        if (wanted.isForced() && new Tools(tools, wanted, true).callable().isEmpty()) {
            throw Fault.invalid("tool_choice", "'tool_choice' asks for a function that is not among 'tools'.");
        }
        return wanted;
    }

    private static ToolChoice word(JsonFields fields, JsonNode choice) {
        if (!choice.isTextual()) {
            throw fields.wrong("tool_choice", "none, auto, required or an object that names a function", choice);
        }
        return switch (choice.textValue()) {
            case "none" -> new ToolChoice.None();
            case "auto" -> new ToolChoice.Auto();
            case "required" -> new ToolChoice.Required();
            default -> throw Fault.invalid("tool_choice", "'tool_choice' must be one of none, auto, required.");
        };
    }

    private static ToolChoice named(JsonFields choice) {
        if (!choice.requiredText("type").equals("function")) {
            throw Fault.invalid(
                    "tool_choice.type", "'tool_choice.type' must be 'function': nothing else is supported.");
        }
        return new ToolChoice.Named(choice.only("type", "name").requiredText("name"));
    }

    private static JsonNode wire(Tool tool, JsonFields given) {
        ObjectNode wire = JSON.objectNode()
                .put("type", "function")
                .put("name", tool.name())
                .put("description", given.text("description").orElse(null))
                .put("strict", tool.isStrict());
        wire.set("parameters", given.value("parameters").orElseGet(JSON::nullNode));
        return wire;
    }

    private static JsonNode wire(ToolChoice choice) {
        return switch (choice) {
            case ToolChoice.None none -> JSON.textNode("none");
            case ToolChoice.Auto auto -> JSON.textNode("auto");
            case ToolChoice.Required required -> JSON.textNode("required");
            case ToolChoice.Named(String name) ->
                JSON.objectNode().put("type", "function").put("name", name);
        };
    }
}
