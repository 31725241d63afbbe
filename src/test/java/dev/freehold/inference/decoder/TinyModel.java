package dev.freehold.inference.decoder;

import dev.freehold.core.ModelId;
import dev.freehold.inference.ModelLoadException;
import dev.freehold.inference.TextGenerator;
import dev.freehold.registry.ModelFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;

/** Writes and loads model folders around {@link TinyLlama}. */
final class TinyModel {
    static final String CHAT_TEMPLATE = "{% for message in messages %}<|im_start|>{{ message.role }}\n"
            + "{% if '</think>' in message.content %}{{ message.content.split('</think>')[-1] }}"
            + "{% else %}{{ message.content }}{% endif %}<|im_end|>\n{% endfor %}"
            + "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}";

    private TinyModel() {}

    record Config(OptionalInt threads, int slots, int queue, int maxContext, int chunk, Duration drain)
            implements DecoderConfig {
        static Config slots(int slots) {
            return new Config(OptionalInt.of(1), slots, 64, 8192, 16, Duration.ZERO);
        }

        Config withQueue(int places) {
            return new Config(threads, slots, places, maxContext, chunk, drain);
        }

        Config withChunk(int tokens) {
            return new Config(threads, slots, queue, maxContext, tokens, drain);
        }
    }

    static ModelFolder inPlace(Path root) throws IOException {
        return write(Files.createDirectories(root.resolve("in-place")), TinyLlama.inPlace());
    }

    static ModelFolder plain(Path root) throws IOException {
        return write(Files.createDirectories(root.resolve("plain")), TinyLlama.plain());
    }

    static TextGenerator load(ModelFolder folder, DecoderConfig config) throws ModelLoadException {
        return (TextGenerator) new DecoderModelLoader(config).load(folder);
    }

    private static ModelFolder write(Path root, byte[] graph) throws IOException {
        Path file = root.resolve("model.onnx");
        Files.write(file, graph);
        Files.writeString(root.resolve("tokenizer.json"), TinyTokenizer.json().toString());
        Files.writeString(root.resolve("config.json"), """
                {"max_position_embeddings": %d, "eos_token_id": %d}""".formatted(TinyLlama.CONTEXT, TinyTokenizer.IM_END));
        Files.writeString(root.resolve("chat_template.jinja"), CHAT_TEMPLATE);
        return new ModelFolder(
                new ModelId("tiny"),
                root,
                ModelFolder.Kind.GENERATOR,
                ModelFolder.Layout.OPTIMUM,
                file,
                "sha256:" + "0".repeat(64));
    }
}
