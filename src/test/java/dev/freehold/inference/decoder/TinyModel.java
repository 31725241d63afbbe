package dev.freehold.inference.decoder;

import dev.freehold.core.ModelId;
import dev.freehold.inference.ModelLoadException;
import dev.freehold.inference.Origin;
import dev.freehold.inference.Priority;
import dev.freehold.inference.TextGenerator;
import dev.freehold.inference.text.TinyTokenizer;
import dev.freehold.registry.ModelFolder;
import io.quarkus.runtime.configuration.MemorySize;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Writes and loads model folders around {@link TinyLlama}. */
public final class TinyModel {
    public static final String CHAT_TEMPLATE = "{% for message in messages %}<|im_start|>{{ message.role }}\n"
            + "{% if '</think>' in message.content %}{{ message.content.split('</think>')[-1] }}"
            + "{% else %}{{ message.content }}{% endif %}<|im_end|>\n{% endfor %}"
            + "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}";

    private TinyModel() {}

    record Config(
            OptionalInt threads,
            OptionalInt slots,
            int queue,
            Duration maxWait,
            Map<String, Double> weights,
            int maxContext,
            int chunk,
            Duration stall,
            Optional<MemorySize> cacheMemory,
            Optional<MemorySize> prefixMemory,
            boolean speculation,
            int readAhead,
            Duration drain)
            implements DecoderConfig {
        /** Without what could make a text cheaper: no prefixes, no speculation. */
        static Config slots(int slots) {
            return new Config(
                    OptionalInt.of(1),
                    OptionalInt.of(slots),
                    64,
                    Duration.ofHours(1),
                    Map.of(),
                    8192,
                    16,
                    Duration.ofMillis(90),
                    Optional.of(bytes(64 << 20)),
                    Optional.of(bytes(0)),
                    false,
                    1024,
                    Duration.ZERO);
        }

        private static MemorySize bytes(long bytes) {
            return new MemorySize(BigInteger.valueOf(bytes));
        }

        Config withQueue(int places) {
            return new Config(
                    threads,
                    slots,
                    places,
                    maxWait,
                    weights,
                    maxContext,
                    chunk,
                    stall,
                    cacheMemory,
                    prefixMemory,
                    speculation,
                    readAhead,
                    drain);
        }

        Config withMaxWait(Duration wait) {
            return new Config(
                    threads,
                    slots,
                    queue,
                    wait,
                    weights,
                    maxContext,
                    chunk,
                    stall,
                    cacheMemory,
                    prefixMemory,
                    speculation,
                    readAhead,
                    drain);
        }

        Config withChunk(int tokens) {
            return new Config(
                    threads,
                    slots,
                    queue,
                    maxWait,
                    weights,
                    maxContext,
                    tokens,
                    stall,
                    cacheMemory,
                    prefixMemory,
                    speculation,
                    readAhead,
                    drain);
        }

        Config withCacheMemory(long bytes) {
            return new Config(
                    threads,
                    slots,
                    queue,
                    maxWait,
                    weights,
                    maxContext,
                    chunk,
                    stall,
                    Optional.of(bytes(bytes)),
                    prefixMemory,
                    speculation,
                    readAhead,
                    drain);
        }

        Config withPrefixMemory(long bytes) {
            return new Config(
                    threads,
                    slots,
                    queue,
                    maxWait,
                    weights,
                    maxContext,
                    chunk,
                    stall,
                    cacheMemory,
                    Optional.of(bytes(bytes)),
                    speculation,
                    readAhead,
                    drain);
        }

        Config withSpeculation() {
            return new Config(
                    threads,
                    slots,
                    queue,
                    maxWait,
                    weights,
                    maxContext,
                    chunk,
                    stall,
                    cacheMemory,
                    prefixMemory,
                    true,
                    readAhead,
                    drain);
        }

        Config withReadAhead(int tokens) {
            return new Config(
                    threads,
                    slots,
                    queue,
                    maxWait,
                    weights,
                    maxContext,
                    chunk,
                    stall,
                    cacheMemory,
                    prefixMemory,
                    speculation,
                    tokens,
                    drain);
        }
    }

    /** On behalf of nobody in particular. */
    static final Origin SOMEBODY = new Origin("somebody", Priority.NORMAL);

    static ModelFolder inPlace(Path root) throws IOException {
        return write(Files.createDirectories(root.resolve("in-place")), TinyLlama.inPlace());
    }

    static ModelFolder selecting(Path root) throws IOException {
        return write(Files.createDirectories(root.resolve("selecting")), TinyLlama.selecting());
    }

    static ModelFolder plain(Path root) throws IOException {
        return write(Files.createDirectories(root.resolve("plain")), TinyLlama.plain());
    }

    static ModelFolder of(Path root, TinyLlama.Trait... traits) throws IOException {
        Path folder = Files.createDirectories(root.resolve(List.of(traits).toString()));
        return write(folder, TinyLlama.of(traits));
    }

    static TextGenerator load(ModelFolder folder, DecoderConfig config) throws ModelLoadException {
        return (TextGenerator) new DecoderModelLoader(config, () -> RuntimeConfig.Device.CPU).load(folder);
    }

    static ModelFolder write(Path root, byte[] graph) throws IOException {
        Path file = root.resolve("model.onnx");
        Files.write(file, graph);
        Files.writeString(root.resolve("tokenizer.json"), TinyTokenizer.json().toString());
        Files.writeString(root.resolve("config.json"), """
            {"max_position_embeddings": %d, "eos_token_id": %d}\
            """.formatted(TinyLlama.CONTEXT, TinyTokenizer.IM_END));
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
