package dev.freehold.inference.decoder;

import ai.onnxruntime.OrtSession;
import dev.freehold.registry.ModelFolder;

/** A loop over a real graph, without tokenizer. */
record ModelFixture(Decoder decoder, DecoderLoop loop) {

    static ModelFixture open(ModelFolder folder) throws Exception {
        OrtSession session = OnnxRuntime.open(folder.graph(), 1);
        GraphSignature graph = GraphReader.read(session, ModelFactsReader.read(folder));
        Decoder decoder = new DecoderFactory(session, graph, 4, TinyLlama.CONTEXT)
                .choose(16)
                .decoder();
        return new ModelFixture(decoder, new DecoderLoop("tiny", decoder, 16, 64, () -> {}));
    }
}
