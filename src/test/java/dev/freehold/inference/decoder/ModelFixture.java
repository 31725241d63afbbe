package dev.freehold.inference.decoder;

import dev.freehold.registry.ModelFolder;
import java.time.Duration;

/** A loop over a real graph, without tokenizer. */
record ModelFixture(Decoder decoder, DecoderLoop loop) {

    static ModelFixture open(ModelFolder folder, long prefixMemory) throws Exception {
        Decoder decoder = decoder(folder, 4);
        return new ModelFixture(decoder, new DecoderLoop("tiny", decoder, settings(prefixMemory), () -> {}));
    }

    static Decoder decoder(ModelFolder folder, int rows) throws Exception {
        return choose(folder, rows).decoder();
    }

    static DecoderFactory.Choice choose(ModelFolder folder, int rows) throws Exception {
        OpenGraph graph = OpenGraph.open(folder.graph(), ModelFactsReader.read(folder), Compute.cpu(1), true);
        return new DecoderFactory(graph.session(), graph.signature(), rows, TinyLlama.CONTEXT, 64L << 20).choose(16);
    }

    static LoopSettings settings(long prefixMemory) {
        return new LoopSettings(
                16, Duration.ofMillis(90), 64, Duration.ofHours(1), 64L << 20, prefixMemory, false, 1024, tenant -> 1);
    }
}
