package dev.freehold.inference.decoder;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.sun.management.OperatingSystemMXBean;
import dev.freehold.inference.ModelLoadException;
import dev.freehold.inference.ModelLoader;
import dev.freehold.inference.ServableModel;
import dev.freehold.inference.text.ChatTemplateReader;
import dev.freehold.inference.text.JsonFile;
import dev.freehold.inference.text.TextParts;
import dev.freehold.inference.text.Tokenizer;
import dev.freehold.inference.text.TokenizerFile;
import dev.freehold.registry.ModelFolder;
import io.quarkus.runtime.configuration.MemorySize;
import jakarta.enterprise.context.ApplicationScoped;
import java.lang.management.ManagementFactory;
import org.jboss.logging.Logger;

/** Loads decoder graphs with their tokenizer and chat template. */
@ApplicationScoped
class DecoderModelLoader implements ModelLoader {
    private static final Logger LOG = Logger.getLogger(DecoderModelLoader.class);

    /** Threads wait for one another at every operator; below this that costs more than a second one brings. */
    private static final long ONE_THREAD_BELOW_BYTES = 32L << 20;

    private static final int MOST_SLOTS = 32;
    private static final int SHORT_CONVERSATION = 512;
    private static final int CACHE_SHARE = 4;
    private static final int PREFIX_SHARE = 16;

    private final DecoderConfig config;
    private final RuntimeConfig runtime;

    DecoderModelLoader(DecoderConfig config, RuntimeConfig runtime) {
        requirePositive("threads", config.threads().orElse(1));
        requirePositive("slots", config.slots().orElse(1));
        requirePositive("queue", config.queue());
        requirePositive("max-context", config.maxContext());
        requirePositive("chunk", config.chunk());
        requirePositive("read-ahead", config.readAhead());
        config.weights().forEach((tenant, weight) -> requirePositive("weights." + tenant, weight));
        this.config = config;
        this.runtime = runtime;
    }

    private static void requirePositive(String setting, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(
                    "freehold.inference." + setting + " is " + value + ", expected 1 or more");
        }
    }

    private static void requirePositive(String setting, double value) {
        if (!(value > 0)) {
            throw new IllegalArgumentException(
                    "freehold.inference." + setting + " is " + value + ", expected more than 0");
        }
    }

    @Override
    public boolean canLoad(ModelFolder folder) {
        return folder.kind() == ModelFolder.Kind.GENERATOR;
    }

    @Override
    public ServableModel load(ModelFolder folder) throws ModelLoadException {
        ModelFacts facts = ModelFactsReader.read(folder);
        if (facts.endTokens().isEmpty()) {
            throw new ModelLoadException("The end of a text is unknown: expected eos_token_id in the configuration.");
        }
        TokenizerFile tokenizerFile = TokenizerFile.read(folder.root());
        Tokenizer tokenizer = Tokenizer.load(tokenizerFile);
        try {
            TextParts parts = new TextParts(
                    tokenizer,
                    ChatTemplateReader.read(folder.root(), folder.id().value(), facts.specialTokens()),
                    tokenizerFile.beginTokens(
                            JsonFile.optional(folder.root().resolve("tokenizer_config.json")),
                            facts.specialTokens().get("bos_token"),
                            facts.beginToken()),
                    facts.endTokens(),
                    facts.sampling());
            return open(folder, facts, parts);
        } catch (ModelLoadException | RuntimeException refused) {
            tokenizer.close();
            throw refused;
        }
    }

    private ServableModel open(ModelFolder folder, ModelFacts facts, TextParts parts) throws ModelLoadException {
        try {
            OpenGraph graph =
                    OpenGraph.open(folder.graph(), facts, new Compute(runtime.device(), threads(folder)), true);
            graph.remarks().forEach(remark -> LOG.warnf("%s: %s", folder.id(), remark));
            try {
                return start(folder, facts, parts, graph.session(), graph.signature());
            } catch (OrtException | ModelLoadException | RuntimeException refused) {
                graph.close();
                throw refused;
            }
        } catch (OrtException refused) {
            throw new ModelLoadException(
                    "ONNX Runtime refused the graph " + folder.graph().getFileName() + ": " + refused.getMessage(),
                    refused);
        }
    }

    private ServableModel start(
            ModelFolder folder, ModelFacts facts, TextParts parts, OrtSession session, GraphSignature graph)
            throws OrtException, ModelLoadException {
        int context = Math.min(facts.contextLength(), config.maxContext());
        DecoderFactory.Choice choice =
                new DecoderFactory(session, graph, slots(graph), context, cacheMemory()).choose(config.chunk());
        Decoder decoder = choice.decoder();
        LOG.infof(
                "%s: %d layers, context %d, %d slots, keys and values %s%s%s",
                folder.id(),
                graph.layers(),
                decoder.rowCapacity(),
                decoder.rows(),
                decoder instanceof InPlaceDecoder ? "in place" : "handed over",
                decoder.givesManyLogits() ? ", logits where they are wanted" : "",
                parts.template()
                        .callFormat()
                        .map(format -> ", calls as " + format.label())
                        .orElse(""));
        DecoderLoop loop =
                new DecoderLoop(folder.id().value(), decoder, settings(choice.chunk()), () -> close(session));
        return new OrtTextGenerator(folder.id(), folder.digest(), parts, decoder, loop, new EndAtExit(loop));
    }

    private LoopSettings settings(int chunk) {
        return new LoopSettings(
                chunk,
                config.stall(),
                config.queue(),
                config.maxWait(),
                cacheMemory(),
                config.prefixMemory().map(MemorySize::asLongValue).orElseGet(() -> machineMemory() / PREFIX_SHARE),
                config.speculation(),
                config.readAhead(),
                tenant -> config.weights().getOrDefault(tenant, 1.0));
    }

    /** Without a setting, as many as could each hold a short conversation; one where rows would change one another. */
    private int slots(GraphSignature graph) {
        if (!graph.batchInvariant()) {
            return 1;
        }
        return config.slots()
                .orElseGet(() ->
                        Math.clamp(cacheMemory() / KeyValueCache.bytes(graph, SHORT_CONVERSATION), 1, MOST_SLOTS));
    }

    private long cacheMemory() {
        return config.cacheMemory().map(MemorySize::asLongValue).orElseGet(() -> machineMemory() / CACHE_SHARE);
    }

    /** What this process may use, which in a container is less than the machine has. */
    private static long machineMemory() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    }

    private int threads(ModelFolder folder) throws ModelLoadException {
        if (config.threads().isPresent()) {
            return config.threads().getAsInt();
        }
        boolean isSmall = WeightFiles.bytes(folder.graph()) < ONE_THREAD_BELOW_BYTES;
        return isSmall ? 1 : Runtime.getRuntime().availableProcessors();
    }

    private static void close(OrtSession session) {
        try {
            session.close();
        } catch (OrtException broken) {
            LOG.warn("A session could not be closed.", broken);
        }
    }
}
