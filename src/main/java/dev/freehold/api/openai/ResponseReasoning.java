package dev.freehold.api.openai;

import dev.freehold.api.JsonFields;
import dev.freehold.core.Fault;
import dev.freehold.inference.Conversation.Effort;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The {@code reasoning} of a request. Thoughts are given out in full, so a summary may be left to us and not be asked for. */
record ResponseReasoning(Optional<Effort> effort, ResponseObject.Reasoning wire) {

    static ResponseReasoning read(JsonFields fields) {
        return fields.object("reasoning")
                .map(ResponseReasoning::readObject)
                .orElseGet(() -> new ResponseReasoning(Optional.empty(), new ResponseObject.Reasoning(null, null)));
    }

    private static ResponseReasoning readObject(JsonFields reasoning) {
        reasoning.only("effort", "summary", "generate_summary");
        reasoning.refuse("generate_summary");
        Optional<String> summary = reasoning.text("summary");
        if (summary.filter(wish -> !wish.equals("auto")).isPresent()) {
            throw Fault.invalid(
                    "reasoning.summary", "'reasoning.summary' must be 'auto': thoughts are not summed up here.");
        }
        Optional<String> effort = reasoning.text("effort");
        return new ResponseReasoning(
                effort.map(ResponseReasoning::effort),
                new ResponseObject.Reasoning(effort.orElse(null), summary.orElse(null)));
    }

    private static Effort effort(String name) {
        return Stream.of(Effort.values())
                .filter(effort -> wireName(effort).equals(name))
                .findFirst()
                .orElseThrow(() -> Fault.invalid(
                        "reasoning.effort",
                        "'reasoning.effort' must be one of %s."
                                .formatted(Stream.of(Effort.values())
                                        .map(ResponseReasoning::wireName)
                                        .collect(Collectors.joining(", ")))));
    }

    private static String wireName(Effort effort) {
        return effort.name().toLowerCase(Locale.ROOT);
    }
}
