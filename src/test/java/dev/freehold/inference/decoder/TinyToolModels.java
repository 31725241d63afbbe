package dev.freehold.inference.decoder;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.inference.ModelLoadException;
import dev.freehold.inference.TextGenerator;
import dev.freehold.inference.text.TinyTokenizer;
import dev.freehold.registry.ModelFolder;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Random models whose templates know tools, one for each way to write calls; the marks of some are control tokens. */
public final class TinyToolModels implements QuarkusTestResourceLifecycleManager {
    private static final int FIRST_FREE = 263;

    /** A model. */
    private record Tiny(String name, String call, List<String> controls) {}

    private static final List<Tiny> MODELS = List.of(
            new Tiny("tiny-hermes", """

                            <tool_call>
                            {"name": "{{ f.name }}", "arguments": {{ f.arguments | tojson }}}
                            </tool_call>""", List.of()),
            new Tiny(
                    "tiny-llama",
                    "{\"name\": \"{{ f.name }}\", \"parameters\": {{ f.arguments | tojson }}}",
                    List.of("<|python_tag|>")),
            new Tiny(
                    "tiny-mistral-list",
                    "{% if loop.first %}[TOOL_CALLS][{% endif %}{{ f | tojson }}{{ ']' if loop.last else ', ' }}",
                    List.of("[TOOL_CALLS]")),
            new Tiny(
                    "tiny-mistral",
                    "[TOOL_CALLS]{{ f.name }}[ARGS]{{ f.arguments | tojson }}",
                    List.of("[TOOL_CALLS]", "[ARGS]")),
            new Tiny(
                    "tiny-deepseek",
                    """
                            {% if loop.first %}<｜tool▁calls▁begin｜>{% endif %}<｜tool▁call▁begin｜>function<｜tool▁sep｜>{{ f.name }}
                            ```json
                            {{ f.arguments | tojson }}
                            ```<｜tool▁call▁end｜>{% if loop.last %}<｜tool▁calls▁end｜>{% endif %}""",
                    List.of(
                            "<｜tool▁calls▁begin｜>",
                            "<｜tool▁call▁begin｜>",
                            "<｜tool▁sep｜>",
                            "<｜tool▁call▁end｜>",
                            "<｜tool▁calls▁end｜>")),
            new Tiny(
                    "tiny-deepseek-bare",
                    "{% if loop.first %}<｜tool▁calls▁begin｜>{% endif %}<｜tool▁call▁begin｜>{{ f.name }}<｜tool▁sep｜>{{"
                            + " f.arguments | tojson }}<｜tool▁call▁end｜>{% if loop.last %}<｜tool▁calls▁end｜>{% endif %}",
                    List.of()));

    /** The names of all, as callers say them. */
    public static List<String> names() {
        return MODELS.stream().map(Tiny::name).toList();
    }

    @Override
    public Map<String, String> start() {
        try {
            Path models = Files.createTempDirectory("tiny-tool-models");
            for (Tiny model : MODELS) {
                write(models, model);
            }
            write(models.resolve("tiny-deaf"), List.of(), TinyModel.CHAT_TEMPLATE);
            return Map.of(
                    "freehold.models.dir",
                    models.toString(),
                    "freehold.inference.slots",
                    "4",
                    "freehold.inference.threads",
                    "1");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static TextGenerator load(Path models, String name) throws IOException, ModelLoadException {
        Tiny model = MODELS.stream()
                .filter(tiny -> tiny.name().equals(name))
                .findFirst()
                .orElseThrow();
        return TinyModel.load(write(models, model), TinyModel.Config.slots(2));
    }

    private static ModelFolder write(Path models, Tiny model) throws IOException {
        return write(models.resolve(model.name()), model.controls(), template(model.call()));
    }

    private static ModelFolder write(Path folder, List<String> controls, String template) throws IOException {
        ModelFolder written = TinyModel.write(Files.createDirectories(folder), TinyLlama.selecting());
        Files.writeString(folder.resolve("config.json"), """
            {"architectures": ["LlamaForCausalLM"], "max_position_embeddings": %d, "eos_token_id": %d}\
            """.formatted(TinyLlama.CONTEXT, TinyTokenizer.IM_END));
        ObjectNode tokenizer = TinyTokenizer.json();
        ArrayNode added = (ArrayNode) tokenizer.path("added_tokens");
        added.remove(added.size() - 1);
        TinyTokenizer.added(added, TinyTokenizer.THINK, "<|pad|>", true); // random models would never stop thinking
        for (String control : controls) {
            TinyTokenizer.added(added, FIRST_FREE + controls.indexOf(control), control, true);
        }
        Files.writeString(folder.resolve("tokenizer.json"), tokenizer.toString());
        Files.writeString(folder.resolve("chat_template.jinja"), template);
        return written;
    }

    private static String template(String call) {
        return "{% for t in tools or [] %}{{ t.function.name }} {% endfor %}"
                + "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}"
                + "{% for c in m.tool_calls or [] %}{% set f = c.function %}" + call
                + "{% endfor %}<|im_end|>\n{% endfor %}"
                + "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}";
    }

    @Override
    public void stop() {}
}
