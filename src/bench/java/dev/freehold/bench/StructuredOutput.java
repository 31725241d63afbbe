package dev.freehold.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.freehold.bench.Figure.Comparison;
import java.util.List;

/** Tokens a second of an answer that a JSON Schema holds to its form, against one that is free. */
final class StructuredOutput implements Measure {
    private static final String FORMAT = """
            {"type":"json_schema","json_schema":{"name":"list","strict":true,"schema":{"type":"array","minItems":10000,
             "items":{"type":"object","properties":{"name":{"type":"string","maxLength":60},
             "note":{"type":"string"},"size":{"type":"integer","minimum":0,"maximum":9999},"kind":{"enum":["one","two"]}},
             "required":["name","note","size","kind"],"additionalProperties":false}}}}""";
    private static final int WORDS = 40;

    @Override
    public String name() {
        return "structured";
    }

    @Override
    public List<Figure> run(Bench bench) throws Exception {
        int tokens = 2 * bench.plan().output();
        Rounds.Pair rates = Rounds.alternate(
                bench.plan().rounds(),
                () -> bench.gateway()
                        .chat(question(bench), tokens, FORMAT)
                        .await()
                        .rate(),
                () -> bench.gateway().chat(question(bench), tokens).await().rate());
        return List.of(new Comparison(
                "structured",
                "one stream held to a JSON Schema",
                "tok/s",
                new Figure.Side("in a form", rates.first()),
                new Figure.Side("free", rates.second()),
                new Target.AtLeast(0.95)));
    }

    private static ArrayNode question(Bench bench) {
        ArrayNode messages = JsonNodeFactory.instance.arrayNode();
        messages.addObject().put("role", "user").put("content", bench.prompts().words(WORDS));
        return messages;
    }
}
