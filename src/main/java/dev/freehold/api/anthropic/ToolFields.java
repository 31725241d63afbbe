package dev.freehold.api.anthropic;

import dev.freehold.api.JsonFields;
import dev.freehold.core.Fault;
import dev.freehold.inference.Tool;
import dev.freehold.inference.ToolChoice;
import dev.freehold.inference.Tools;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The {@code tools} and {@code tool_choice} fields. */
final class ToolFields {
    private static final int MAX_TOOLS = 128;
    private static final String NAME = "[A-Za-z0-9_-]{1,64}";

    private ToolFields() {}

    static Tools read(JsonFields fields) {
        List<Tool> tools = tools(fields);
        Optional<JsonFields> choice = fields.object("tool_choice");
        if (tools.isEmpty()) {
            choice.ifPresent(given -> {
                throw Fault.invalid("tool_choice", "'tool_choice' is only allowed together with 'tools'.");
            });
            return Tools.NONE;
        }
        return choice.map(given -> chosen(tools, given)).orElse(new Tools(tools, new ToolChoice.Auto(), true));
    }

    private static List<Tool> tools(JsonFields fields) {
        List<Tool> tools = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (JsonFields element : fields.objects("tools")) {
            Tool tool = tool(element);
            if (!names.add(tool.name())) {
                throw Fault.invalid(
                        element.pathOf("name"),
                        "'%s' must be another name than those before.".formatted(element.pathOf("name")));
            }
            tools.add(tool);
        }
        if (tools.size() > MAX_TOOLS) {
            throw Fault.invalid("tools", "'tools' must not have more than %d tools.".formatted(MAX_TOOLS));
        }
        return tools;
    }

    private static Tool tool(JsonFields fields) {
        if (!fields.text("type").orElse("custom").equals("custom")) {
            throw Fault.invalid(
                    fields.pathOf("type"),
                    "'%s' must be 'custom': this server runs no tools of its own.".formatted(fields.pathOf("type")));
        }
        fields.refuse("defer_loading", "input_examples");
        fields.only(
                "type",
                "name",
                "description",
                "input_schema",
                "strict",
                "cache_control",
                "defer_loading",
                "input_examples");
        CacheControl.check(fields);
        return new Tool(name(fields), fields.text("description").orElse(""), schema(fields), fields.flag("strict"));
    }

    private static String name(JsonFields fields) {
        String name = fields.requiredText("name");
        if (!name.matches(NAME)) {
            throw Fault.invalid(
                    fields.pathOf("name"),
                    "'%s' must be 1 to 64 letters, digits, underscores and hyphens.".formatted(fields.pathOf("name")));
        }
        return name;
    }

    private static String schema(JsonFields fields) {
        JsonFields schema = fields.object("input_schema").orElseThrow(() -> fields.missing("input_schema"));
        if (!schema.requiredText("type").equals("object")) {
            throw Fault.invalid(schema.pathOf("type"), "'%s' must be 'object'.".formatted(schema.pathOf("type")));
        }
        return fields.value("input_schema").orElseThrow().toString();
    }

    private static Tools chosen(List<Tool> tools, JsonFields choice) {
        ToolChoice chosen = switch (choice.requiredText("type")) {
            case "auto" -> new ToolChoice.Auto();
            case "any" -> new ToolChoice.Required();
            case "none" -> new ToolChoice.None();
            case "tool" -> new ToolChoice.Named(named(tools, choice));
            default ->
                throw Fault.invalid("tool_choice.type", "'tool_choice.type' must be one of auto, any, tool, none.");
        };
        if (chosen instanceof ToolChoice.Named) {
            choice.only("type", "name", "disable_parallel_tool_use");
        } else {
            choice.only("type", "disable_parallel_tool_use");
        }
        return new Tools(tools, chosen, !choice.flag("disable_parallel_tool_use"));
    }

    private static String named(List<Tool> tools, JsonFields choice) {
        String name = choice.requiredText("name");
        if (tools.stream().noneMatch(tool -> tool.name().equals(name))) {
            throw Fault.invalid("tool_choice.name", "'tool_choice.name' must be the name of one of 'tools'.");
        }
        return name;
    }
}
