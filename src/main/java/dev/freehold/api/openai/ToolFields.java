package dev.freehold.api.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.api.JsonFields;
import dev.freehold.core.Fault;
import dev.freehold.inference.Tool;
import dev.freehold.inference.ToolChoice;
import dev.freehold.inference.Tools;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The fields {@code tools}, {@code tool_choice} and {@code parallel_tool_calls}. */
record ToolFields(JsonFields fields) {
    private static final int MAX_TOOLS = 128;
    private static final int MAX_SCHEMA_CHARACTERS = 64 * 1024;

    Tools read() {
        for (String old : List.of("functions", "function_call")) {
            if (fields.value(old).isPresent()) {
                throw Fault.invalid(old, "'%s' is not supported; use 'tools' and 'tool_choice'.".formatted(old));
            }
        }
        List<Tool> tools = tools();
        ToolChoice choice = choice(tools);
        boolean isParallel = fields.value("parallel_tool_calls").isEmpty() || fields.flag("parallel_tool_calls");
        return new Tools(tools, choice, isParallel);
    }

    private List<Tool> tools() {
        List<Tool> tools = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (JsonFields element : fields.objects("tools")) {
            Tool tool = tool(element);
            if (!names.add(tool.name())) {
                String path = element.pathOf("function.name");
                throw Fault.invalid(path, "'%s' is the name of an earlier function.".formatted(path));
            }
            tools.add(tool);
        }
        if (tools.size() > MAX_TOOLS) {
            throw Fault.invalid("tools", "'tools' must not have more than %d functions.".formatted(MAX_TOOLS));
        }
        return tools;
    }

    private static Tool tool(JsonFields element) {
        JsonFields function = function(element).only("name", "description", "parameters", "strict");
        element.only("type", "function");
        return new Tool(
                Names.read(function),
                function.text("description").orElse(""),
                parameters(function),
                function.flag("strict"));
    }

    /** The schema of a function's arguments. */
    static String parameters(JsonFields function) {
        return function.object("parameters")
                .map(schema -> schema(function, schema))
                .orElse(Tool.NO_PARAMETERS);
    }

    private static String schema(JsonFields function, JsonFields schema) {
        String type = schema.value("type").map(JsonNode::toString).orElse("\"object\"");
        if (!type.equals("\"object\"")) {
            String path = schema.pathOf("type");
            throw Fault.invalid(path, "'%s' must be 'object': arguments have names.".formatted(path));
        }
        schema.object("properties");
        String text = function.value("parameters").map(JsonNode::toString).orElseThrow();
        if (text.length() > MAX_SCHEMA_CHARACTERS) {
            String path = function.pathOf("parameters");
            throw Fault.invalid(
                    path, "'%s' must not have more than %d characters.".formatted(path, MAX_SCHEMA_CHARACTERS));
        }
        return text;
    }

    /** The object {@code function} of an element whose {@code type} says so. */
    static JsonFields function(JsonFields element) {
        String path = element.pathOf("type");
        if (!element.requiredText("type").equals("function")) {
            throw Fault.invalid(path, "'%s' must be 'function'.".formatted(path));
        }
        return element.object("function").orElseThrow(() -> element.missing("function"));
    }

    private ToolChoice choice(List<Tool> tools) {
        JsonNode value = fields.value("tool_choice").orElse(null);
        if (value == null) {
            return tools.isEmpty() ? new ToolChoice.None() : new ToolChoice.Auto();
        }
        ToolChoice choice = value.isTextual() ? mode(value.textValue()) : named(value, tools);
        if (choice.isForced() && tools.isEmpty()) {
            throw Fault.invalid("tool_choice", "'tool_choice' needs 'tools' to choose from.");
        }
        return choice;
    }

    private static ToolChoice mode(String mode) {
        return switch (mode) {
            case "none" -> new ToolChoice.None();
            case "auto" -> new ToolChoice.Auto();
            case "required" -> new ToolChoice.Required();
            default ->
                throw Fault.invalid(
                        "tool_choice", "'tool_choice' must be one of none, auto, required, or name a function.");
        };
    }

    private ToolChoice named(JsonNode value, List<Tool> tools) {
        if (!value.isObject()) {
            throw fields.wrong("tool_choice", "a string or an object", value);
        }
        JsonFields function = function(fields.object("tool_choice").orElseThrow());
        String name = Names.read(function);
        if (tools.stream().noneMatch(tool -> tool.name().equals(name))) {
            String path = function.pathOf("name");
            throw Fault.invalid(path, "'%s' is no function of 'tools'.".formatted(path));
        }
        return new ToolChoice.Named(name);
    }
}
